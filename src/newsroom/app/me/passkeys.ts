import { ask } from "../data/ask.ts";

/** Whether this browser, at this address, can make and use passkeys. */
export const hasPasskeys = (): boolean =>
  isSecureContext &&
  typeof PublicKeyCredential === "function" &&
  typeof PublicKeyCredential.parseCreationOptionsFromJSON === "function";

async function created(options: PublicKeyCredentialCreationOptionsJSON): Promise<unknown> {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
  const credential = await navigator.credentials.create({ publicKey });
  if (!(credential instanceof PublicKeyCredential)) throw new Error("no passkey was made");
  return credential.toJSON();
}

/** Makes a passkey on this device and hands the server its public half. */
export async function addPasskey(name: string): Promise<void> {
  const options = await ask<PublicKeyCredentialCreationOptionsJSON>(
    "POST",
    "me/passkeys/options",
    {},
  );
  await ask("POST", "me/passkeys", { name, credential: await created(options) });
}

/** Signs in by a passkey of this device. */
export async function signInByPasskey(): Promise<void> {
  const options = await ask<PublicKeyCredentialRequestOptionsJSON>(
    "POST",
    "session/passkey-options",
    {},
  );
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
  const credential = await navigator.credentials.get({ publicKey });
  if (!(credential instanceof PublicKeyCredential)) throw new Error("no passkey was used");
  await ask("POST", "session/passkey", { credential: credential.toJSON() });
}
