import { randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import { createTransport } from "nodemailer";
import { openFileStore } from "#platform/file-store.ts";

/** One mail in many copies: the same but for the places that `placeOf` names. */
export type BulkMail = {
  readonly from: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Values may hold places. */
  readonly headers: Readonly<Record<string, string>>;
};

/** What differs from copy to copy: the address, and the value of each place. */
export type PersonalParts = {
  readonly to: string;
  readonly places: Readonly<Record<string, string>>;
};

/** What a mail server made of a copy. */
export type MailOutcome = {
  /** `later`: surely not taken, may be tried again; `unknown`: the connection broke after the text had begun. */
  readonly kind: "sent" | "refused" | "later" | "unknown";
  readonly answer: string;
  /** The server says that there is no such address. */
  readonly isNoAddress: boolean;
};

/** Sends copies over a few connections that stay open. */
export type BulkMailer = {
  /** Sends a copy; within a minute, and without throwing for what the server did. */
  send(copy: {
    readonly to: string;
    /** Where failures are reported to: the sender of the envelope. */
    readonly bounceTo: string;
    readonly message: Buffer;
  }): Promise<MailOutcome>;
  /** Whether the server answers and lets us in; true where mails are kept as files. */
  isThere(): Promise<boolean>;
  stop(): void;
};

/** The mark that stands for a part that differs from copy to copy. */
export function placeOf(name: string): string {
  return `zz-place-${name}-zz`;
}

const TO = `${placeOf("to")}@example.invalid`;
/** Bytes of a line of base64 (RFC 2045, 6.8): 76 letters. */
const LINE_BYTES = 57;

const inLines = (bytes: Buffer): string =>
  (bytes.toString("base64").match(/.{1,76}/g) ?? []).join("\r\n");

const filled = (text: string, places: Readonly<Record<string, string>>): string =>
  text.replace(/zz-place-(\w+)-zz/g, (_mark, name: string) => places[name] ?? "");

/** The end of a body from the line of its first place on; what stands before is the same in every copy. */
function personalEnd(body: string): {
  readonly whole: string;
  readonly end: string;
  headLines: number;
} {
  const bytes = Buffer.from(body);
  const first = bytes.indexOf("zz-place-");
  const cut = first === -1 ? bytes.length : Math.floor(first / LINE_BYTES) * LINE_BYTES;
  // A letter of several bytes may lie across the cut: as Latin-1 every byte is a letter of its own.
  return {
    whole: inLines(bytes),
    end: bytes.subarray(cut).toString("latin1"),
    headLines: cut / LINE_BYTES,
  };
}

const composer = createTransport({
  streamTransport: true,
  buffer: true,
  newline: "windows",
  disableFileAccess: true,
  disableUrlAccess: true,
});

/**
 * Composes a mail once and gives what makes its copies: only the address, the headers that hold places, and the ends of
 * both bodies from their first place on are written anew, so that a copy costs a few microseconds.
 */
export async function composeCopies(mail: BulkMail): Promise<(parts: PersonalParts) => Buffer> {
  const { message } = await composer.sendMail({
    from: mail.from,
    to: { name: "", address: TO },
    subject: mail.subject,
    messageId: `<${placeOf("id")}@${mail.from.address.split("@")[1] ?? "localhost"}>`,
    alternatives: [
      { type: "plain", content: mail.text },
      { type: "html", content: mail.html },
    ].map(({ type, content }) => ({
      contentType: `text/${type}; charset=utf-8`,
      content,
      contentTransferEncoding: "base64" as const,
    })),
    headers: { ...mail.headers },
  });
  if (!Buffer.isBuffer(message)) throw new Error("Cannot compose a mail: need its bytes");
  const composed = message.toString("latin1");
  const bodyAt = composed.indexOf("\r\n\r\n");
  const head = composed.slice(0, bodyAt);
  const fixed: string[] = [];
  const ends: string[] = [];
  let rest = composed.slice(bodyAt);
  for (const body of [mail.text, mail.html]) {
    const { whole, end, headLines } = personalEnd(body);
    const bodyStart = "base64\r\n\r\n";
    const at = rest.indexOf(bodyStart + whole) + bodyStart.length;
    if (at < bodyStart.length)
      throw new Error("Cannot compose copies of a mail: its body is not as it was given");
    // 76 letters and the line's end.
    fixed.push(rest.slice(0, at + headLines * 78));
    ends.push(end);
    rest = rest.slice(at + whole.length);
  }
  return ({ to, places }) => {
    const personal = { ...places, id: randomBytes(16).toString("hex") };
    const bodies = ends.map(
      (end, index) => `${fixed[index]}${inLines(Buffer.from(filled(end, personal), "latin1"))}`,
    );
    const own = filled(
      head.replaceAll(TO, () => to.replaceAll(/[\r\n]/g, "")),
      personal,
    );
    return Buffer.from(`${own}${bodies.join("")}${rest}`, "latin1");
  };
}

const SERVER_MS = 20_000;
/** Failures in which no connection was had: nothing can have been taken. */
const NOT_CONNECTED = new Set(["EDNS", "EAUTH", "ENOAUTH", "EOAUTH2", "ECONNREFUSED", "EPROXY"]);

type SmtpError = Error & {
  readonly code?: string;
  readonly responseCode?: number;
  readonly response?: string;
};

const isSmtpError = (error: unknown): error is SmtpError => error instanceof Error;

function outcomeOf(error: unknown, hasBegun: boolean): MailOutcome {
  if (!isSmtpError(error)) throw error;
  const { responseCode, response, code } = error;
  const answer = response ?? error.message;
  if (responseCode !== undefined && responseCode >= 500)
    return {
      kind: "refused",
      answer,
      // Enhanced status codes X.1.1, X.1.2, X.1.10 (RFC 3463): the address is none.
      isNoAddress: /\b5\.1\.(?:1|2|10)\b/.test(answer),
    };
  if (responseCode !== undefined && responseCode >= 400)
    return { kind: "later", answer, isNoAddress: false };
  const isUnknown = hasBegun && !NOT_CONNECTED.has(code ?? "");
  return { kind: isUnknown ? "unknown" : "later", answer, isNoAddress: false };
}

/**
 * A mailer of copies for `SMTP_URL`; without it each copy is an .eml file below `outbox/` of the data folder.
 * @param options.connections kept open at most
 */
export function createBulkMailer(options: {
  readonly smtpUrl: string | undefined;
  readonly dataDir: string;
  readonly connections: number;
}): BulkMailer {
  const { smtpUrl, dataDir, connections } = options;
  if (smtpUrl === undefined) {
    const files = openFileStore(dataDir);
    return {
      send: async ({ message }) => {
        const name = `outbox/newsletter-${randomBytes(12).toString("hex")}.eml`;
        await files.write(name, message, { mode: 0o600 });
        return { kind: "sent", answer: "", isNoAddress: false };
      },
      isThere: async () => true,
      stop: () => {},
    };
  }
  const server = createTransport({
    url: smtpUrl,
    pool: true,
    maxConnections: connections,
    maxMessages: 500,
    // A mail whose connection broke is never sent again behind our back: it may have been taken.
    maxRequeues: 0,
    connectionTimeout: SERVER_MS,
    greetingTimeout: SERVER_MS,
    socketTimeout: SERVER_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  // A connection that breaks while it is idle is no matter; one in use tells whoever uses it.
  server.on("error", () => {});
  return {
    send: async ({ to, bounceTo, message }) => {
      let hasBegun = false;
      const raw = new Readable({
        read() {
          hasBegun = true;
          this.push(message);
          this.push(null);
        },
      });
      try {
        await server.sendMail({ envelope: { from: bounceTo, to: [to] }, raw });
        return { kind: "sent", answer: "", isNoAddress: false };
      } catch (error) {
        return outcomeOf(error, hasBegun);
      }
    },
    isThere: () =>
      server.verify().then(
        () => true,
        () => false,
      ),
    stop: () => server.close(),
  };
}
