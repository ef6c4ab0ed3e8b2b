import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

const found = (): string | undefined =>
  [process.env["CHROMIUM_PATH"], ...PLACES].find((path) => path !== undefined && existsSync(path));

/**
 * Path of a Chromium: `CHROMIUM_PATH`, or where systems keep it. Where there is none and this is root on Debian, it is
 * installed from Debian's packages; elsewhere undefined, after one line that says what to do.
 */
export function findChromium(): string | undefined {
  const path = found();
  if (path !== undefined) return path;
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    console.log("chromium is missing: installing Debian's package");
    const run = (...args: string[]) =>
      spawnSync("apt-get", args, {
        stdio: ["ignore", "ignore", "inherit"],
        env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
      }).status === 0;
    if (run("update") && run("install", "-y", "--no-install-recommends", "chromium"))
      return found();
  }
  console.log(
    "chromium is missing: install it (Debian: sudo apt-get install chromium) or set CHROMIUM_PATH to its program",
  );
  return undefined;
}
