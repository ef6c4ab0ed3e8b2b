import { Link } from "@tanstack/react-router";
import { useSession } from "../data/session.ts";
import { useWords } from "../language/words.tsx";
import { distributionWords } from "./distribution-words.ts";

const TABS = [
  { name: "newsletter", to: "/distribution", act: "seeDistribution" },
  { name: "alerts", to: "/distribution/alerts", act: "seeDistribution" },
  { name: "webhooks", to: "/distribution/webhooks", act: "manageWebhooks" },
  { name: "receipts", to: "/distribution/receipts", act: "seeDistribution" },
] as const;

/** The parts of distribution that the person may see. */
export function DistributionTabs() {
  const w = useWords(distributionWords);
  const { acts } = useSession();
  return (
    <nav className="nr-tabs" aria-label={w.title}>
      {TABS.filter(({ act }) => acts.includes(act)).map(({ name, to }) => (
        <Link
          key={name}
          to={to}
          activeOptions={{ exact: true }}
          activeProps={{ "aria-current": "page" }}
        >
          {w.tabs[name]}
        </Link>
      ))}
    </nav>
  );
}
