import { execFile, fork, spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { get } from "node:http";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";
import { median, type BenchRow } from "./row.ts";

/** A cached page through the front, beside a bare `node:http` and nginx that send the same bytes, in one run. */

const ROUNDS = 20;
const ROUND_SECONDS = 1;
const CONNECTIONS = 64;
const ENCODING = "gzip, br";
const WRK = ["/usr/bin/wrk", "/usr/local/bin/wrk"].find((path) => existsSync(path));
const NGINX = ["/usr/sbin/nginx", "/usr/local/sbin/nginx"].find((path) => existsSync(path));

type Page = { readonly headers: readonly string[]; readonly body: Buffer };

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("Found no free port");
  return address.port;
}

async function startNode(
  kind: string,
  place: string,
): Promise<{ child: ChildProcess; port: number }> {
  const child = fork(join(import.meta.dirname, "cached-page-server.ts"), [kind, place], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const port = await new Promise<unknown>((resolve, reject) => {
    child.once("message", resolve);
    child.once("exit", (code) => reject(new Error(`The ${kind} server ended with ${code}`)));
  });
  return { child, port: Number(port) };
}

function fetchPage(port: number): Promise<Page> {
  return new Promise((resolve, reject) => {
    const options = { host: "127.0.0.1", port, headers: { "accept-encoding": ENCODING } };
    get(options, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("end", () => {
        const own: string[] = [];
        const { rawHeaders } = response;
        for (let at = 0; at + 1 < rawHeaders.length; at += 2)
          if (!/^(?:date|connection|keep-alive)$/i.test(rawHeaders[at] ?? ""))
            own.push(rawHeaders[at] ?? "", rawHeaders[at + 1] ?? "");
        resolve({ headers: own, body: Buffer.concat(parts) });
      });
    }).on("error", reject);
  });
}

/** The page in its last form: the front compresses as far as it goes what is still asked for after ten seconds. */
async function settledPage(port: number): Promise<Page> {
  let before = await fetchPage(port);
  for (let tries = 0; tries < 30; tries += 1) {
    await delay(500);
    const page = await fetchPage(port);
    if (page.body.length !== before.body.length) return page;
    before = page;
  }
  return before;
}

async function startNginx(
  folder: string,
  page: Page,
): Promise<{ child: ChildProcess; port: number }> {
  if (NGINX === undefined) throw new Error("Cannot start nginx: it is not installed");
  const port = await freePort();
  writeFileSync(join(folder, "index.html"), page.body);
  const headers = page.headers.flatMap((name, at) =>
    at % 2 === 0 && !/^(?:content-length|content-type|etag)$/i.test(name)
      ? [`add_header ${name} "${(page.headers[at + 1] ?? "").replaceAll('"', "")}";`]
      : [],
  );
  const user = process.getuid?.() === 0 ? "user root;" : "";
  const paths = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    .map((name) => `${name}_temp_path ${folder}/${name};`)
    .join("\n");
  writeFileSync(
    join(folder, "nginx.conf"),
    `${user} daemon off; worker_processes 1; pid ${folder}/nginx.pid; error_log ${folder}/error.log;
events { worker_connections 1024; }
http { access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000; keepalive_timeout 65; ${paths}
open_file_cache max=100; default_type "text/html; charset=utf-8";
server { listen 127.0.0.1:${port}; root ${folder}; location = / { try_files /index.html =404; ${headers.join(" ")} } } }`,
  );
  const child = spawn(NGINX, ["-c", join(folder, "nginx.conf"), "-p", folder], {
    stdio: "inherit",
  });
  for (let tries = 0; tries < 100; tries += 1) {
    try {
      await fetchPage(port);
      return { child, port };
    } catch {
      await delay(50);
    }
  }
  throw new Error("nginx did not answer within 5 s");
}

async function requestsPerSecondOfAutocannon(url: string): Promise<number> {
  const program = join(import.meta.dirname, "../../node_modules/.bin/autocannon");
  const { stdout } = await promisify(execFile)(program, [
    "--json",
    `--connections=${CONNECTIONS}`,
    `--duration=${ROUND_SECONDS}`,
    "-H",
    `accept-encoding=${ENCODING}`,
    url,
  ]);
  return Number(JSON.parse(stdout).requests.average);
}

async function requestsPerSecond(port: number): Promise<number> {
  const url = `http://127.0.0.1:${port}/`;
  if (WRK === undefined) return requestsPerSecondOfAutocannon(url);
  const { stdout } = await promisify(execFile)(WRK, [
    "-t1",
    `-c${CONNECTIONS}`,
    `-d${ROUND_SECONDS}s`,
    "-H",
    `Accept-Encoding: ${ENCODING}`,
    url,
  ]);
  if (/Non-2xx/.test(stdout)) throw new Error(`Some answers were errors:\n${stdout}`);
  return Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1]);
}

/** Servers are compared within each round, so that what else the machine does falls on both. */
const ratioOf = (ones: readonly number[], others: readonly number[]): number =>
  median(ones.map((rate, round) => rate / (others[round] ?? Number.NaN)));

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null)
    await new Promise((resolve) => child.once("exit", resolve));
}

/** Runs the bench: each round asks every server in turn, so that what else the machine does falls on all of them. */
export async function benchCachedPages(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), "warraq-bench-"));
  const children: ChildProcess[] = [];
  try {
    const front = await startNode("front", join(folder, "data"));
    children.push(front.child);
    const page = await settledPage(front.port);
    const file = join(folder, "answer.json");
    writeFileSync(
      file,
      JSON.stringify({ headers: page.headers, body: page.body.toString("base64") }),
    );
    const bare = await startNode("bare", file);
    children.push(bare.child);
    const nginx = NGINX === undefined ? undefined : await startNginx(folder, page);
    if (nginx !== undefined) children.push(nginx.child);
    const servers = [front, bare, ...(nginx === undefined ? [] : [nginx])];
    for (const { port } of servers) await requestsPerSecond(port);

    const rates: number[][] = servers.map(() => []);
    for (let round = 0; round < ROUNDS; round += 1)
      for (const at of servers.keys()) {
        // Each round begins with another server: none is always the first after a rest.
        const turn = (at + round) % servers.length;
        const { port } = servers[turn] ?? front;
        rates[turn]?.push(await requestsPerSecond(port));
      }
    const [frontRates = [], bareRates = [], nginxRates = []] = rates;
    const rate = (values: readonly number[]): string => `${Math.round(median(values))}/s`;
    const toBare = ratioOf(frontRates, bareRates);
    const toNginx = nginx === undefined ? undefined : ratioOf(frontRates, nginxRates);
    return [
      {
        what: `cached page (${page.body.length} B), front ${rate(frontRates)} to bare node:http ${rate(bareRates)}`,
        figure: toBare.toFixed(2),
        budget: ">= 0.95",
        met: toBare >= 0.95,
      },
      {
        what: `cached page, front to nginx static file ${nginx === undefined ? "" : rate(nginxRates)}`,
        figure: toNginx === undefined ? "no nginx here" : toNginx.toFixed(2),
        budget: ">= 0.60",
        met: toNginx === undefined ? undefined : toNginx >= 0.6,
      },
    ];
  } finally {
    for (const child of children) child.kill(child.connected ? "SIGTERM" : "SIGQUIT");
    await Promise.all(children.map(ended));
    rmSync(folder, { recursive: true, force: true });
  }
}
