import { useSuspenseQuery } from "@tanstack/react-query";
import { lazy } from "react";
import { sessionQuery } from "../data/session.ts";
import { Frame } from "../frame/frame.tsx";
import { useWords } from "../language/words.tsx";
import { accessWords } from "./access-words.ts";
import { Door } from "./door.tsx";
import { SignInForm } from "./sign-in-form.tsx";

const Enrolment = lazy(async () => ({ default: (await import("../me/enrolment.tsx")).Enrolment }));

/** The screens for whoever is signed in; for all others the sign-in, at the same address. */
export function SignedInOnly() {
  const w = useWords(accessWords);
  const { data: session } = useSuspenseQuery(sessionQuery);
  if (session !== null && session.needs === null) return <Frame />;
  if (session?.needs === "enrolment") return <Enrolment />;
  const stage = session?.needs === "secondFactor" ? "secondFactor" : "password";
  return (
    <Door title={w.signIn}>
      <SignInForm key={stage} stage={stage} onDone={() => undefined} />
    </Door>
  );
}
