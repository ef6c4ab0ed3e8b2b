import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";

const nonce = document.querySelector<HTMLScriptElement>("script[nonce]")?.nonce ?? "";
// What locks scrolling below a dialog writes a style sheet and asks for its nonce by this name.
Object.assign(globalThis, { __webpack_nonce__: nonce });

const place = document.getElementById("newsroom");
if (place === null) throw new Error("Cannot show the newsroom: need its place in the page");
createRoot(place).render(
  <StrictMode>
    <App nonce={nonce} />
  </StrictMode>,
);
