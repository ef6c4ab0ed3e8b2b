import { readdirSync, readFileSync } from "node:fs";

const readOrEmpty = (path: string): string => {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return ""; // the process ended, or belongs to another user
  }
};

/** `pid` and every process that descends from it, and those of sessions that it started with `marker` in their command line. */
export function processesOf(pid: number, marker?: string): number[] {
  const parents = new Map<number, number>();
  const marked: number[] = [];
  for (const name of readdirSync("/proc").filter((entry) => /^\d+$/.test(entry))) {
    const stat = readOrEmpty(`/proc/${name}/stat`);
    parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]));
    if (marker !== undefined && readOrEmpty(`/proc/${name}/cmdline`).includes(marker))
      marked.push(Number(name));
  }
  const family = new Set([pid, ...marked]);
  for (let grown = true; grown;) {
    grown = false;
    for (const [child, parent] of parents)
      if (family.has(parent) && !family.has(child)) {
        family.add(child);
        grown = true;
      }
  }
  return [...family].filter((each) => each !== process.pid);
}

/** Resident memory in bytes of `pids`, each shared page divided among those who share it (PSS). */
export function proportionalSetSize(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => {
    const match = /^Pss:\s+(\d+) kB/m.exec(readOrEmpty(`/proc/${pid}/smaps_rollup`));
    return sum + Number(match?.[1] ?? 0) * 1024;
  }, 0);
}

/** Largest resident size in bytes that `pid` ever had. */
export function peakResidentSize(pid: number): number {
  return Number(/^VmHWM:\s+(\d+) kB/m.exec(readOrEmpty(`/proc/${pid}/status`))?.[1] ?? 0) * 1024;
}

/** Milliseconds that processors were busy with `pid` and its children, those that ended included. */
export function busyMs(pid: number): number {
  let ticks = 0;
  for (const each of processesOf(pid)) {
    const stat = readOrEmpty(`/proc/${each}/stat`);
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    // utime and stime; of the first also those of children that it has waited for (proc_pid_stat(5), fields 14 to 17).
    const wanted = each === pid ? fields.slice(11, 15) : fields.slice(11, 13);
    ticks += wanted.reduce((sum, field) => sum + Number(field || 0), 0);
  }
  return ticks * 10;
}
