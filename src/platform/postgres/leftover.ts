import { readdir, readlink, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Folders } from "./folders.ts";
import { readIfThere } from "./folders.ts";
import { runCommand } from "./run-command.ts";
import { startFailed } from "./start-error.ts";

/** What is in `postmaster.pid`, as far as we use it. */
export type PostmasterFile = { pid: number; ready: boolean };

/** What PostgreSQL wrote about itself into its folder; undefined when there is nothing that can be read. */
export async function findPostmasterFile(folders: Folders): Promise<PostmasterFile | undefined> {
  const text = await readIfThere(join(folders.data, "postmaster.pid"));
  if (text === undefined) return undefined;
  const lines = text.split("\n");
  return { pid: Number.parseInt(lines[0] ?? "", 10), ready: lines[7]?.trim() === "ready" };
}

/** How long to wait after each signal: a fast stop (all is written), an immediate one (the next start
 *  recovers), and the end. */
const STEPS: readonly { signal: NodeJS.Signals; patienceMs: number }[] = [
  { signal: "SIGINT", patienceMs: 10_000 },
  { signal: "SIGQUIT", patienceMs: 3000 },
  { signal: "SIGKILL", patienceMs: 5000 },
];

/** Ends every server process that is left on this data folder and removes a `postmaster.pid` that nobody owns
 *  any more. To be called by the owner of the folder's lock only: whoever still runs there has lost its parent.
 *  @returns whether a server still ran */
export async function clearLeftovers(folders: Folders): Promise<boolean> {
  const file = await findPostmasterFile(folders);
  let pids = await serverProcesses(folders, file);
  const found = pids.length > 0;
  for (const { signal, patienceMs } of STEPS) {
    if (pids.length === 0) break;
    // Without a postmaster there is nobody to stop the rest in order.
    if (signal === "SIGINT" && !pids.includes(file?.pid ?? 0)) continue;
    for (const pid of signal === "SIGINT" && file !== undefined ? [file.pid] : pids)
      sendSignal(pid, signal);
    for (
      const deadline = performance.now() + patienceMs;
      pids.length > 0 && performance.now() < deadline;
      await delay(10)
    )
      pids = await serverProcesses(folders, file);
  }
  if (pids.length > 0) throw startFailed("stopOlder", `processes ${pids.join(", ")} do not end`);
  await rm(join(folders.data, "postmaster.pid"), { force: true });
  return found;
}

/** Ends by force every PostgreSQL program whose working folder is one of these. */
export async function killProcessesIn(matches: (folder: string) => boolean): Promise<void> {
  if (process.platform !== "linux") return;
  for (let left = await processesIn(matches); left.length > 0; left = await processesIn(matches)) {
    for (const pid of left) sendSignal(pid, "SIGKILL");
    await delay(10);
  }
}

/** Live server processes on the data folder. A zombie and a stranger that got an old process id are none. */
async function serverProcesses(
  folders: Folders,
  file: PostmasterFile | undefined,
): Promise<number[]> {
  if (process.platform === "linux") return processesIn((folder) => folder === folders.data);
  if (file === undefined || !Number.isSafeInteger(file.pid)) return [];
  const args = ["-ww", "-o", "stat=,args=", "-p", String(file.pid)];
  const { output } = await runCommand("/bin/ps", args);
  const ours = output.includes(folders.data) && output.includes("postgres");
  return ours && !output.startsWith("Z") ? [file.pid] : [];
}

/** Every server process has its data folder as its working folder, by whatever name it got there. */
async function processesIn(matches: (folder: string) => boolean): Promise<number[]> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name)).map(Number);
  const found = await Promise.all(
    pids.map(async (pid) => {
      try {
        if (!matches(await readlink(`/proc/${pid}/cwd`))) return false;
        return /\/(postgres|initdb)( \(deleted\))?$/.test(await readlink(`/proc/${pid}/exe`));
      } catch {
        // Gone, a zombie, or another user's: in no case a server of this folder, whose owner we are.
        return false;
      }
    }),
  );
  return pids.filter((_, index) => found[index]);
}

function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}
