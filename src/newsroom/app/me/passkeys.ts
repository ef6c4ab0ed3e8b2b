import { api, read } from "../data/api.ts";

/** Whether this browser, at this address, can make and use passkeys. */
export const hasPasskeys = (): boolean =>
  isSecureContext &&
  typeof PublicKeyCredential === "function" &&
  typeof PublicKeyCredential.parseCreationOptionsFromJSON === "function";

type Made = Parameters<typeof api.me.passkeys.$post>[0]["json"]["response"];
type Used = Parameters<typeof api.session.passkey.$post>[0]["json"];

function chosen(credential: Credential | null): PublicKeyCredential {
  if (credential instanceof PublicKeyCredential) return credential;
  throw new Error("Cannot use a passkey: none was chosen");
}

/** Makes a passkey on this device and hands the server its public half; gives new recovery codes where there were none. */
export async function addPasskey(name: string): Promise<readonly string[]> {
  const options = await read(api.me.passkeys.options.$post());
  // The server's types allow undefined where JSON has nothing at all.
  const json: PublicKeyCredentialCreationOptionsJSON = JSON.parse(JSON.stringify(options));
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(json);
  const response: Made = JSON.parse(
    JSON.stringify(chosen(await navigator.credentials.create({ publicKey }))),
  );
  const { recoveryCodes } = await read(api.me.passkeys.$post({ json: { name, response } }));
  return recoveryCodes ?? [];
}

/** Signs in by a passkey of this device. */
export async function signInByPasskey(): Promise<void> {
  const options = await read(api.session["passkey-options"].$post());
  const json: PublicKeyCredentialRequestOptionsJSON = JSON.parse(JSON.stringify(options));
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(json);
  const used: Used = JSON.parse(
    JSON.stringify(chosen(await navigator.credentials.get({ publicKey }))),
  );
  await read(api.session.passkey.$post({ json: used }));
}
