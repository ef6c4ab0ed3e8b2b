import pino, { type Logger } from "pino";
import type { Config } from "#platform/config.ts";

/** The logger that is handed to every part. JSON lines on standard error. */
export type Log = Logger;

/** Makes the product's logger. What could identify a reader or open a door is never written. */
export function createLog(level: Config["logLevel"]): Log {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { error: pino.stdSerializers.err },
      redact: [
        "password",
        "*.password",
        "token",
        "*.token",
        "headers.cookie",
        "headers.authorization",
      ],
    },
    pino.destination({ dest: 2, sync: true }),
  );
}
