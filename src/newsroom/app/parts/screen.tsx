import { useEffect, type ReactNode } from "react";
import { useSession } from "../data/session.ts";

/** A screen: its name and what can be done on it in a bar that stays, its content below. */
export function Screen({
  title,
  note,
  actions,
  children,
  width = "wide",
}: {
  readonly title: string;
  readonly note?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  readonly width?: "wide" | "reading";
}) {
  const { edition } = useSession();
  useEffect(() => {
    document.title = `${title} | ${edition.name}`;
  }, [title, edition.name]);
  return (
    <>
      <header className="nr-bar">
        <h1>{title}</h1>
        {note !== undefined && <p className="nr-quiet">{note}</p>}
        <span className="nr-grow" />
        {actions}
      </header>
      <div className="nr-body" data-width={width}>
        {children}
      </div>
    </>
  );
}

/** A part of a screen with a heading of its own. */
export function Panel({
  title,
  action,
  children,
}: {
  readonly title?: string;
  readonly action?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <section className="nr-panel">
      {title !== undefined && (
        <header>
          <h2>{title}</h2>
          {action}
        </header>
      )}
      {children}
    </section>
  );
}

/** What stands where there is nothing yet. */
export function Nothing({ children }: { readonly children: ReactNode }) {
  return <p className="nr-nothing">{children}</p>;
}
