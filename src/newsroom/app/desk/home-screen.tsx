import { Navigate } from "@tanstack/react-router";
import { useSession } from "../data/session.ts";
import { DeskScreen } from "./desk-screen.tsx";

/** The first screen: the desk, or for those who only keep the conversation their queues. */
export function HomeScreen() {
  const { acts } = useSession();
  return acts.includes("seeDesk") ? (
    <DeskScreen />
  ) : (
    <Navigate to="/moderation" search={{ queue: "held" }} replace />
  );
}
