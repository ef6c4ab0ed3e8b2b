/** Why the embedded PostgreSQL did not start. */
export type StartErrorKind =
  | "inUse"
  | "unsupported"
  | "noSpace"
  | "binaries"
  | "otherMajor"
  | "foreignOwner"
  | "noUserName"
  | "failed";

type Text = { readonly english: string; readonly arabic: string };

/** PostgreSQL could not be started. One line for people in each language; the message holds both. */
export class PostgresStartError extends Error {
  override name = "PostgresStartError";
  readonly kind: StartErrorKind;
  readonly english: string;
  readonly arabic: string;
  constructor(kind: StartErrorKind, text: Text, options?: ErrorOptions) {
    super(`${text.english}\n${text.arabic}`, options);
    this.kind = kind;
    this.english = text.english;
    this.arabic = text.arabic;
  }
}

/** The system's code of an error (ENOENT, EACCES, …), if it has one. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string"
    ? error.code
    : undefined;
}

/** Another process has the folder. */
export function folderInUse(dataDir: string, ownerPid: number | undefined): PostgresStartError {
  return new PostgresStartError("inUse", {
    english: `Cannot start on ${dataDir}: ${ownerPid === undefined ? "another process" : `process ${ownerPid}`} is using it. Stop that one first, or set DATA_DIR to another folder.`,
    arabic: `تعذّر البدء على المجلد ${dataDir}: تستعمله الآن عملية أخرى${ownerPid === undefined ? "" : ` (رقمها ${ownerPid})`}. أوقفها أولًا، أو عيّن مجلدًا آخر في DATA_DIR.`,
  });
}

/** There are no binaries for this system: DATABASE_URL is needed. */
export function systemUnsupported(system: string): PostgresStartError {
  return new PostgresStartError("unsupported", {
    english: `The PostgreSQL that comes with Warraq does not run on this system (${system}): set DATABASE_URL to a PostgreSQL 15 or newer.`,
    arabic: `نسخة PostgreSQL المرفقة مع ورّاق لا تعمل على هذا النظام (${system}): عيّن في DATABASE_URL عنوان خادم PostgreSQL بالإصدار 15 أو أحدث.`,
  });
}

/** The package with the binaries is not installed. */
export const NOT_INSTALLED: Text = {
  english: "the package is not installed",
  arabic: "الحزمة غير مثبتة",
};
/** Others could change the binaries that would be run. */
export const WRITABLE_BY_OTHERS: Text = {
  english: "users other than root may write there",
  arabic: "يستطيع غير المستخدم root الكتابة فيه",
};
/** The unprivileged user cannot reach the binaries. */
export const NOT_ENTERABLE: Text = {
  english: "the user that runs the server cannot enter it",
  arabic: "لا يستطيع المستخدم الذي يشغّل الخادم دخوله",
};

/** The binaries are there but cannot be run. */
export function binariesUnusable(
  path: string,
  reason: Text | string,
  cause?: unknown,
): PostgresStartError {
  const { english, arabic } =
    typeof reason === "string" ? { english: reason, arabic: reason } : reason;
  return new PostgresStartError(
    "binaries",
    {
      english: `Cannot run the PostgreSQL binaries at ${path}: ${english}. Run npm ci again, or set DATABASE_URL.`,
      arabic: `تعذّر تشغيل ملفات PostgreSQL في ${path}: ${arabic}. أعد تنفيذ npm ci، أو عيّن DATABASE_URL.`,
    },
    { cause },
  );
}

/** The disk is too full to start on. */
export function spaceLacking(
  dataDir: string,
  freeBytes: number,
  neededBytes: number,
): PostgresStartError {
  const free = Math.floor(freeBytes / 2 ** 20);
  const needed = Math.floor(neededBytes / 2 ** 20);
  return new PostgresStartError("noSpace", {
    english: `Cannot start the database in ${dataDir}: ${free} MB are free on its disk, at least ${needed} MB are needed.`,
    arabic: `تعذّر بدء قاعدة البيانات في ${dataDir}: المساحة الحرة على القرص ${free} ميغابايت، والمطلوب ${needed} ميغابايت على الأقل.`,
  });
}

/** The folder is of another major version. */
export function otherMajor(folder: string, found: string, needed: string): PostgresStartError {
  return new PostgresStartError("otherMajor", {
    english: `The database folder ${folder} was made by PostgreSQL ${found}, this version of Warraq needs ${needed}: export with the Warraq that made it, then import here.`,
    arabic: `أنشأ الإصدار ${found} من PostgreSQL مجلد قاعدة البيانات ${folder}، وهذه النسخة من ورّاق تحتاج إلى الإصدار ${needed}: صدّر المحتوى بنسخة ورّاق التي أنشأته، ثم استورده هنا.`,
  });
}

/** The folder belongs to another user. */
export function foreignOwner(path: string, ownerUid: number | undefined): PostgresStartError {
  return new PostgresStartError("foreignOwner", {
    english: `Cannot use ${path}: it belongs to another user${ownerUid === undefined ? "" : ` (id ${ownerUid})`}. Start Warraq as that user, or give the folder to the user who starts it (chown -R).`,
    arabic: `تعذّر استعمال ${path}: يملكه مستخدم آخر${ownerUid === undefined ? "" : ` (رقمه ${ownerUid})`}. شغّل ورّاق بحسابه، أو انقل ملكية المجلد إلى من يشغّل ورّاق (chown -R).`,
  });
}

/** initdb wants a user with a name and found no way to one. */
export function userNameMissing(uid: number): PostgresStartError {
  return new PostgresStartError("noUserName", {
    english: `Cannot make the database folder: user id ${uid} has no entry in /etc/passwd, which PostgreSQL asks for once. Add one, or set DATABASE_URL.`,
    arabic: `تعذّر إنشاء مجلد قاعدة البيانات: رقم المستخدم ${uid} غير مسجّل في /etc/passwd، وهذا ما يطلبه PostgreSQL مرة واحدة. أضف له سطرًا فيه، أو عيّن DATABASE_URL.`,
  });
}

const ACTIONS = {
  start: { english: "start", arabic: "البدء" },
  initialise: { english: "make its data folder", arabic: "إنشاء مجلد بياناته" },
  useFolder: { english: "use its data folder", arabic: "استعمال مجلد بياناته" },
  roles: { english: "set up its roles", arabic: "إعداد حساباته" },
  stopOlder: {
    english: "take over from an older server on the same folder",
    arabic: "إيقاف خادم أقدم على المجلد نفسه",
  },
  reach: { english: "be reached", arabic: "الاستجابة" },
} satisfies Record<string, Text>;

/** @param detail what the server, or the system, said; quoted as it is in both languages */
export function startFailed(
  action: keyof typeof ACTIONS,
  detail: string,
  cause?: unknown,
): PostgresStartError {
  const said = detail.trim().replaceAll(/\s*\n\s*/g, " | ");
  return new PostgresStartError(
    "failed",
    {
      english: `PostgreSQL could not ${ACTIONS[action].english}: ${said}`,
      arabic: `تعذّر على PostgreSQL ${ACTIONS[action].arabic}: ${said}`,
    },
    { cause },
  );
}
