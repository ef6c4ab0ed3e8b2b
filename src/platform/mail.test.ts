import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { createLog } from "./log.ts";
import { createMailer, type Mail } from "./mail.ts";

const MAIL: Mail = {
  to: "salma@news.example",
  subject: "دعوة إلى غرفة أخبار ورّاق",
  text: "مرحبًا سلمى،\n\nhttps://news.example/newsroom/invitation/abc\n",
  html: '<html lang="ar" dir="rtl"><body><p>مرحبًا سلمى،</p></body></html>',
};
const from = () => ({ name: "ورّاق", address: "no-reply@news.example" });

async function folder(t: TestContext): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "warraq-mail-"));
  t.after(() => rm(path, { recursive: true, force: true }));
  return path;
}

const decoded = (eml: string): string =>
  eml
    .split(/\r\n--[^\r\n]+/)
    .map((part) => {
      const end = part.indexOf("\r\n\r\n");
      const [head, body] = [part.slice(0, end), part.slice(end)];
      if (/base64/i.test(head)) return Buffer.from(body, "base64").toString("utf8");
      return /quoted-printable/i.test(head)
        ? body.replaceAll("=\r\n", "").replaceAll("=3D", "=")
        : body;
    })
    .join("\n");

test("without a server each mail is a file that only its owner reads", async (t) => {
  const dataDir = await folder(t);
  const mailer = createMailer({ smtpUrl: undefined, dataDir, from, log: createLog("silent") });
  await mailer.sendMail(MAIL);
  const names = await readdir(join(dataDir, "outbox"));
  assert.equal(names.length, 1);
  const [name = ""] = names;
  assert.match(name, /^\d{4}-\d\d-\d\dt[\w-]+\.eml$/);
  const path = join(dataDir, "outbox", name);
  assert.equal((await stat(path)).mode & 0o077, 0);
  const eml = await readFile(path, "utf8");
  assert.match(eml, /^To: salma@news\.example\r$/m);
  assert.match(eml, /^From: =\?UTF-8\?B\?[\w+/=]+\?= <no-reply@news\.example>\r$/m);
  assert.match(eml, /^Subject: =\?UTF-8\?/m);
  const text = decoded(eml);
  assert.ok(text.includes("https://news.example/newsroom/invitation/abc"));
  assert.ok(text.includes('dir="rtl"'));
});

test("no header can be slipped in through an address or a subject", async (t) => {
  const dataDir = await folder(t);
  const mailer = createMailer({ smtpUrl: undefined, dataDir, from, log: createLog("silent") });
  await mailer.sendMail({
    ...MAIL,
    to: "a@news.example\r\nBcc: thief@evil.example",
    subject: "مرحبا\r\nBcc: thief@evil.example",
  });
  const [name = ""] = await readdir(join(dataDir, "outbox"));
  const eml = await readFile(join(dataDir, "outbox", name), "utf8");
  assert.doesNotMatch(eml, /^Bcc:/im);
});

/** A mail server that takes one mail, or turns every sender away. */
async function mailServer(t: TestContext, isWilling: boolean) {
  const taken: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    let isData = false;
    socket.write("220 mail.example\r\n");
    socket.on("error", () => {});
    socket.on("data", (bytes) => {
      const text = bytes.toString("utf8");
      taken.push(text);
      if (isData) {
        if (!text.endsWith("\r\n.\r\n")) return;
        isData = false;
        socket.write("250 taken\r\n");
      } else if (text.startsWith("DATA")) {
        isData = true;
        socket.write("354 go on\r\n");
      } else if (text.startsWith("QUIT")) socket.end("221 bye\r\n");
      else socket.write(isWilling ? "250 yes\r\n" : "550 no\r\n");
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  t.after(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port");
  return { url: `smtp://127.0.0.1:${address.port}`, taken };
}

test("with SMTP_URL the server gets it, and one that refuses is an error of sendMail() and a line of sendLater()", async (t) => {
  const dataDir = await folder(t);
  const log = createLog("silent");
  const willing = await mailServer(t, true);
  const mailer = createMailer({ smtpUrl: willing.url, dataDir, from, log });
  let isMade = false;
  mailer.sendLater(async () => {
    isMade = true;
    return MAIL;
  });
  await mailer.stop();
  assert.ok(isMade);
  assert.match(willing.taken.join(""), /RCPT TO:<salma@news\.example>/);

  const refusing = await mailServer(t, false);
  const other = createMailer({ smtpUrl: refusing.url, dataDir, from, log });
  await assert.rejects(other.sendMail(MAIL));
  other.sendLater(async () => MAIL);
  await other.stop();
  assert.deepEqual(await readdir(dataDir), []);
});
