import { accountStrings } from "./strings.ts";

/** What is kept of a reader, said plainly. */
export const WhatWeKeep = () => (
  <details class="keep">
    <summary>{accountStrings.what}</summary>
    <ul>
      {accountStrings.whatWeKeep.map((line) => (
        <li>{line}</li>
      ))}
    </ul>
  </details>
);
