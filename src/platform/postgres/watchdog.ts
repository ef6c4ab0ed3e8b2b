import { spawn, type ChildProcess } from "node:child_process";
import { isTemporary } from "./folders.ts";
import type { Place } from "./initialise.ts";
import { identityOf } from "./server-user.ts";

/** Ends the server when this process is gone. */
export type Watchdog = {
  /** Tells it which server to stop when this process is gone; undefined: none. */
  guard(serverPid: number | undefined): void;
  /** Ends it. */
  dismiss(): void;
};

/** A shell that sleeps on a pipe from us. The kernel closes the pipe when we end, however that happens; then it
 *  stops the server: fast, at once, by force. Its working folder is the data folder, which tells the server from a
 *  stranger with the same process id. */
const SCRIPT = `
trap '[ -z "$1" ] || rmdir "$1" 2>/dev/null' EXIT
while IFS= read -r line; do pid=$line; done
case "$pid" in ''|*[!0-9]*) exit 0 ;; esac
alive() {
  if [ -d /proc/self ]; then [ "/proc/$pid/cwd" -ef . ]
  else case "$(ps -o stat=,comm= -p "$pid")" in Z*) false ;; *postgres*) true ;; *) false ;; esac
  fi
}
end() {
  alive || exit 0
  kill -s "$1" "$pid"
  n=0
  while [ "$n" -lt "$2" ] && alive; do sleep 0.1; n=$((n + 1)); done
}
end INT 80
end QUIT 20
end KILL 20
`;

const RESTART_MS = 100;

/** @param socketFolder removed after the server when it lies in the shared temporary folder */
export function startWatchdog(place: Place, socketFolder: string): Watchdog {
  let guarded: number | undefined;
  let dismissed = false;
  let child: ChildProcess | undefined;

  const tell = (): void => {
    child?.stdin?.write(`${guarded ?? ""}\n`);
  };
  const folderToRemove = isTemporary(socketFolder) ? socketFolder : "";
  const args = ["-c", SCRIPT, "warraq-postgres-watchdog", folderToRemove];
  const launch = (): void => {
    if (dismissed) return;
    const started = spawn("/bin/sh", args, {
      cwd: place.folders.data,
      env: { PATH: "/usr/local/bin:/usr/bin:/bin" },
      ...identityOf(place.user),
      detached: true,
      stdio: ["pipe", "ignore", "ignore"],
    });
    child = started;
    // Its end is what counts, and that is handled below.
    started.stdin.on("error", () => {});
    const relaunch = () => setTimeout(launch, RESTART_MS).unref();
    started.once("error", relaunch);
    started.once("exit", relaunch);
    started.unref();
    if ("unref" in started.stdin && typeof started.stdin.unref === "function")
      started.stdin.unref();
    tell();
  };
  launch();

  return {
    guard: (serverPid) => {
      guarded = serverPid;
      tell();
    },
    dismiss: () => {
      dismissed = true;
      guarded = undefined;
      tell();
      child?.stdin?.end();
    },
  };
}
