/** Why a request was turned down on purpose; each kind has one HTTP status and one message in each interface language. */
export type RefusalKind =
  | "invalid"
  | "signedOut"
  | "forbidden"
  | "notFound"
  | "gone"
  | "conflict"
  | "tooLarge"
  | "tooMany"
  | "busy";

const STATUS = {
  invalid: 400,
  signedOut: 401,
  forbidden: 403,
  notFound: 404,
  gone: 410,
  conflict: 409,
  tooLarge: 413,
  tooMany: 429,
  busy: 503,
} as const satisfies Record<RefusalKind, number>;

/** What a person is told, in each language of the interface. */
export type Told = { readonly ar: string; readonly en: string };

/** A request turned down on purpose. `kind` alone fixes the status; `detail` is for the log and for API clients. */
export class Refusal extends Error {
  override name = "Refusal";
  readonly kind: RefusalKind;
  /** Seconds after which another try makes sense, for `tooMany` and `busy`. */
  readonly retryAfterSeconds: number | undefined;
  /** What the person who asked is told; undefined: what is said of every refusal of this kind. */
  readonly told: Told | undefined;

  constructor(
    kind: RefusalKind,
    detail: string,
    options?: ErrorOptions & { retryAfterSeconds?: number; told?: Told },
  ) {
    super(detail, options);
    this.kind = kind;
    this.retryAfterSeconds = options?.retryAfterSeconds;
    this.told = options?.told;
  }

  /** HTTP status of this refusal. */
  get status(): (typeof STATUS)[RefusalKind] {
    return STATUS[this.kind];
  }
}
