import { randomBytes } from "node:crypto";
import { createTransport } from "nodemailer";
import { openFileStore } from "#platform/file-store.ts";
import type { Log } from "#platform/log.ts";

/** A mail to one person. */
export type Mail = {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly headers?: Readonly<Record<string, string>>;
};

/** Sends mails, or keeps them as files where there is no server for them. */
export type Mailer = {
  /** Sends `mail`; done when the server has taken it, or the file is on disk. @throws when the server does not */
  sendMail(mail: Mail): Promise<void>;
  /** Sends `mail` after the caller has gone on; what goes wrong is logged. */
  sendLater(mail: () => Promise<Mail | undefined>): void;
  /** Waits for the mails that are on their way. */
  stop(): Promise<void>;
};

const SERVER_MS = 10_000;

/**
 * A mailer for `SMTP_URL`; without it each mail is an .eml file below `outbox/` of the data folder.
 * @param options.from the sender, such as `{ name: "ورّاق", address: "no-reply@news.example" }`
 */
export function createMailer(options: {
  readonly smtpUrl: string | undefined;
  readonly dataDir: string;
  readonly from: () => { readonly name: string; readonly address: string };
  readonly log: Log;
}): Mailer {
  const { smtpUrl, log } = options;
  const onTheWay = new Set<Promise<void>>();
  const files = openFileStore(options.dataDir);
  const server =
    smtpUrl === undefined
      ? undefined
      : createTransport({
          url: smtpUrl,
          connectionTimeout: SERVER_MS,
          greetingTimeout: SERVER_MS,
          socketTimeout: SERVER_MS,
          // What a mail refers to is never fetched or read: mails carry what they are given.
          disableFileAccess: true,
          disableUrlAccess: true,
        });
  const composer = createTransport({
    streamTransport: true,
    buffer: true,
    newline: "windows",
    disableFileAccess: true,
    disableUrlAccess: true,
  });

  async function keep(message: object): Promise<void> {
    const { message: bytes } = await composer.sendMail(message);
    const now = new Date().toISOString().toLowerCase().replaceAll(/[:.]/g, "-");
    const name = `outbox/${now}-${randomBytes(4).toString("hex")}.eml`;
    if (!Buffer.isBuffer(bytes)) throw new Error("Cannot keep a mail: need its bytes");
    await files.write(name, bytes, { mode: 0o600 });
  }

  async function sendMail(mail: Mail): Promise<void> {
    const { to, subject, text, html, headers } = mail;
    const message = {
      from: options.from(),
      to: { name: "", address: to },
      subject,
      text,
      html,
      headers: { "Auto-Submitted": "auto-generated", ...headers },
    };
    if (server === undefined) await keep(message);
    else await server.sendMail(message);
  }

  return {
    sendMail,
    sendLater: (mail) => {
      const work = (async () => {
        const made = await mail();
        if (made !== undefined) await sendMail(made);
      })().catch((error: unknown) => {
        log.error({ error }, "a mail could not be sent");
      });
      onTheWay.add(work);
      void work.finally(() => onTheWay.delete(work));
    },
    stop: async () => {
      await Promise.all(onTheWay);
      server?.close();
    },
  };
}
