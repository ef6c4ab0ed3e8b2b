export type StartErrorKind =
  | "inUse"
  | "unsupported"
  | "noSpace"
  | "binaries"
  | "otherMajor"
  | "foreignOwner"
  | "noUserName"
  | "failed";

/** PostgreSQL could not be started. One line for people in each language; the message holds both. */
export class PostgresStartError extends Error {
  override name = "PostgresStartError";
  readonly kind: StartErrorKind;
  readonly english: string;
  readonly arabic: string;
  constructor(
    kind: StartErrorKind,
    text: { english: string; arabic: string },
    options?: ErrorOptions,
  ) {
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

export function folderInUse(dataDir: string, owner: string): PostgresStartError {
  return new PostgresStartError("inUse", {
    english: `Cannot start on ${dataDir}: it is in use by ${owner}. Stop that one first, or set DATA_DIR to another folder.`,
    arabic: `تعذّر البدء على المجلد ${dataDir}: يستعمله الآن ${owner}. أوقفه أولًا، أو عيّن مجلدًا آخر في DATA_DIR.`,
  });
}

export function systemUnsupported(system: string): PostgresStartError {
  return new PostgresStartError("unsupported", {
    english: `The PostgreSQL that comes with Warraq does not run on ${system}: set DATABASE_URL to a PostgreSQL 15 or newer.`,
    arabic: `نسخة PostgreSQL المرفقة مع ورّاق لا تعمل على ${system}: عيّن في DATABASE_URL عنوان خادم PostgreSQL بالإصدار 15 أو أحدث.`,
  });
}

export function binariesUnusable(
  path: string,
  reason: string,
  cause?: unknown,
): PostgresStartError {
  return new PostgresStartError(
    "binaries",
    {
      english: `Cannot run the PostgreSQL binaries at ${path}: ${reason}. Run npm ci again, or set DATABASE_URL.`,
      arabic: `تعذّر تشغيل ملفات PostgreSQL في ${path}: ${reason}. أعد تنفيذ npm ci، أو عيّن DATABASE_URL.`,
    },
    { cause },
  );
}

export function spaceLacking(
  dataDir: string,
  freeBytes: number,
  neededBytes: number,
): PostgresStartError {
  const free = Math.floor(freeBytes / 2 ** 20);
  const needed = Math.floor(neededBytes / 2 ** 20);
  return new PostgresStartError("noSpace", {
    english: `Cannot start the database in ${dataDir}: ${free} MB are free on its disk, at least ${needed} MB are needed.`,
    arabic: `تعذّر بدء قاعدة البيانات في ${dataDir}: المساحة الحرة على القرص ${free} م.ب، والمطلوب ${needed} م.ب على الأقل.`,
  });
}

export function otherMajor(folder: string, found: string, needed: string): PostgresStartError {
  return new PostgresStartError("otherMajor", {
    english: `The database folder ${folder} was made by PostgreSQL ${found}, this version of Warraq needs ${needed}: start it with the Warraq that made it, export, and import here.`,
    arabic: `مجلد قاعدة البيانات ${folder} من PostgreSQL ${found}، وهذا الإصدار من ورّاق يحتاج إلى ${needed}: شغّله بإصدار ورّاق الذي أنشأه وصدّر محتواه، ثم استورده هنا.`,
  });
}

export function foreignOwner(path: string, owner: string): PostgresStartError {
  return new PostgresStartError("foreignOwner", {
    english: `Cannot use ${path}: it belongs to ${owner}. Start Warraq as that user, or give the folder to the user who starts it (chown -R).`,
    arabic: `تعذّر استعمال ${path}: يملكه ${owner}. شغّل ورّاق بحساب ذلك المستخدم، أو انقل ملكية المجلد إلى من يشغّله (chown -R).`,
  });
}

export function userNameMissing(uid: number): PostgresStartError {
  return new PostgresStartError("noUserName", {
    english: `Cannot make the database folder: user id ${uid} has no entry in /etc/passwd, which PostgreSQL asks for once. Add one, or set DATABASE_URL.`,
    arabic: `تعذّر إنشاء مجلد قاعدة البيانات: رقم المستخدم ${uid} غير مسجّل في /etc/passwd، وهذا ما يطلبه PostgreSQL مرة واحدة. أضف له سطرًا، أو عيّن DATABASE_URL.`,
  });
}

export function startFailed(action: string, detail: string, cause?: unknown): PostgresStartError {
  const line = detail.replaceAll(/\s*\n\s*/g, " | ").trim();
  return new PostgresStartError(
    "failed",
    {
      english: `PostgreSQL could not ${action}: ${line}`,
      arabic: `تعذّر على PostgreSQL إتمام العمل (${action}): ${line}`,
    },
    { cause },
  );
}
