import process from "node:process";
import { createPasswordHasher } from "#accounts/password-hash.ts";
import { demandGoodPassword } from "#accounts/password-rules.ts";
import { addPerson, Email, PersonName, RoleName } from "#accounts/people.ts";
import { ROLES } from "#accounts/authoriser.ts";
import { Refusal } from "#platform/refusal.ts";
import { EXIT, UsageError, type Command, type CommandInput } from "../command.ts";
import { openDatabase } from "../open-database.ts";
import { complain, say } from "../output.ts";

const MAX_INPUT_BYTES = 4096;

/** The first line of standard input. */
async function readPassword(): Promise<string> {
  if (process.stdin.isTTY) complain("Password, then Enter:");
  const parts: Buffer[] = [];
  let sizeBytes = 0;
  for await (const part of process.stdin) {
    const bytes = Buffer.from(part);
    parts.push(bytes);
    sizeBytes += bytes.length;
    if (bytes.includes(10) || sizeBytes > MAX_INPUT_BYTES) break;
  }
  process.stdin.destroy();
  const [line = ""] = Buffer.concat(parts).toString("utf8").split(/\r?\n/);
  return line;
}

function flag(flags: CommandInput["flags"], name: string): string {
  const value = flags.get(name);
  if (typeof value !== "string") throw new UsageError(`need --${name}`);
  return value;
}

export const command: Command = {
  help: `Usage: warraq user add --email E --name N --role R [--json]

Makes an account for the newsroom. The password is read from standard input, one line.
Roles: ${ROLES.join(", ")}.`,
  options: {
    email: { type: "string" },
    name: { type: "string" },
    role: { type: "string" },
  },
  run: async ({ positionals, flags, config }) => {
    if (positionals.length !== 1 || positionals[0] !== "add")
      throw new UsageError("need the word add, and no other");
    const email = Email.safeParse(flag(flags, "email"));
    if (!email.success) throw new UsageError("--email: need an address such as name@news.example");
    const name = PersonName.safeParse(flag(flags, "name"));
    if (!name.success) throw new UsageError("--name: need 1 to 200 letters on one line");
    const role = RoleName.safeParse(flag(flags, "role"));
    if (!role.success) throw new UsageError(`--role: need one of ${ROLES.join(", ")}`);
    const password = await readPassword();
    const database = await openDatabase(config);
    try {
      demandGoodPassword(password, { email: email.data, name: name.data });
      const passwordHash = await createPasswordHasher().hash(password);
      const id = await addPerson(
        database.pool,
        { email: email.data, name: name.data, role: role.data, passwordHash },
        new Date(),
      );
      say(
        flags.has("json")
          ? JSON.stringify({ id, email: email.data, name: name.data, role: role.data })
          : `added ${email.data} as ${role.data}`,
      );
      return EXIT.done;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      complain(error.message);
      return EXIT.failed;
    } finally {
      await database.close();
    }
  },
};
