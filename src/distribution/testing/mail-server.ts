import { SMTPServer } from "smtp-server";

/** A mail as a server took it. */
export type TakenMail = { readonly from: string; readonly to: string; readonly raw: string };

/** How a server treats an address: takes its mail, refuses it, asks to come later, or breaks off in the middle of it. */
type Treatment = "take" | "noSuchAddress" | "refuse" | "later" | "breakOff";

/** A real SMTP server on loopback. */
export async function givenMailServer(treat: (to: string) => Treatment = () => "take") {
  const taken: TakenMail[] = [];
  const error = (responseCode: number, message: string) =>
    Object.assign(new Error(message), { responseCode });
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onRcptTo: ({ address }, _session, callback) => {
      const treatment = treat(address);
      if (treatment === "noSuchAddress") callback(error(550, "5.1.1 no such user"));
      else if (treatment === "later") callback(error(451, "4.3.0 come again"));
      else callback();
    },
    onData: (stream, session, callback) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const { mailFrom, rcptTo } = session.envelope;
        const to = rcptTo[0]?.address ?? "";
        const treatment = treat(to);
        if (treatment === "refuse") return callback(error(554, "5.7.1 not wanted"));
        taken.push({
          from: mailFrom === false ? "" : mailFrom.address,
          to,
          raw: Buffer.concat(chunks).toString("latin1"),
        });
        // Taken, and the client never learns of it.
        if (treatment === "breakOff") return server.close();
        return callback();
      });
    },
  });
  server.on("error", () => {});
  const connections = new Set<{ destroy(): void }>();
  server.server.on("connection", (socket: { destroy(): void }) => connections.add(socket));
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port");
  const cut = (): void => {
    for (const socket of connections) socket.destroy();
  };
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    taken,
    /** Cuts every connection. */
    cut,
    close: async () => {
      cut();
      await new Promise<void>((resolve) => {
        server.close(resolve);
      });
    },
  };
}

const parts = (raw: string): readonly string[] => raw.split(/\r\n--[^\r\n]+(?:\r\n|$)/);

/** A body of a mail, decoded, by its type. */
export function bodyOf(raw: string, type: "text/plain" | "text/html"): string {
  const part = parts(raw).find((text) => text.includes(`Content-Type: ${type}`)) ?? "";
  const end = part.indexOf("\r\n\r\n");
  return Buffer.from(part.slice(end), "base64").toString("utf8");
}

/** A header of a mail, unfolded and decoded. */
export function headerOf(raw: string, name: string): string {
  const head = raw.slice(0, raw.indexOf("\r\n\r\n")).replaceAll(/\r\n[ \t]+/g, " ");
  const line = head
    .split("\r\n")
    .find((text) => text.toLowerCase().startsWith(`${name.toLowerCase()}:`));
  return (line ?? "")
    .slice(name.length + 1)
    .trim()
    .replaceAll(/\?= =\?/g, "?==?")
    .replaceAll(/=\?UTF-8\?B\?([^?]*)\?=/gi, (_whole, coded: string) =>
      Buffer.from(coded, "base64").toString("utf8"),
    )
    .replaceAll(/=\?UTF-8\?Q\?([^?]*)\?=/gi, (_whole, coded: string) =>
      Buffer.from(
        coded
          .replaceAll("_", " ")
          .replaceAll(/=([0-9A-F]{2})/g, (_escape, hex: string) =>
            String.fromCharCode(Number.parseInt(hex, 16)),
          ),
        "latin1",
      ).toString("utf8"),
    );
}
