import { spawn, type SpawnOptions } from "node:child_process";

/** Runs a program to its end. @throws when it cannot be started; a failure of its own is in `code`. */
export async function runCommand(
  program: string,
  args: string[],
  options: Pick<SpawnOptions, "cwd" | "env" | "uid" | "gid"> & { input?: string } = {},
): Promise<{ code: number | undefined; output: string }> {
  const { input, ...rest } = options;
  const child = spawn(program, args, { ...rest, stdio: ["pipe", "pipe", "pipe"] });
  let output = "";
  const collect = (text: string) => {
    output = (output + text).slice(-8192);
  };
  child.stdout.setEncoding("utf8").on("data", collect);
  child.stderr.setEncoding("utf8").on("data", collect);
  // A program that ends before it has read all leaves a broken pipe; its exit code tells the story.
  child.stdin.on("error", () => {});
  child.stdin.end(input ?? "");
  const { promise, resolve, reject } = Promise.withResolvers<number | undefined>();
  child.once("error", reject);
  child.once("close", (code) => resolve(code ?? undefined));
  return { code: await promise, output };
}
