import { z } from "zod";
import { ANSWERS, QUERIES } from "./schemas.ts";

type Query = keyof typeof QUERIES;
type Answer = keyof typeof ANSWERS;

/** An address of the API. */
export type Operation = {
  readonly path: string;
  readonly id: string;
  readonly summary: string;
  readonly query: Query;
  readonly answer: Answer;
  /** Named part of the path. */
  readonly part?: { readonly name: string; readonly description: string };
};

/** What the API can be asked. */
export const OPERATIONS: readonly Operation[] = [
  {
    path: "/api/v1/stories",
    id: "listStories",
    summary: "أحدث المواد، كلها أو في قسم أو موضوع أو لكاتب",
    query: "stories",
    answer: "Stories",
  },
  {
    path: "/api/v1/stories/{id}",
    id: "getStory",
    summary: "مادة كاملة بمتنها وتصحيحاتها",
    query: "none",
    answer: "WholeStory",
    part: { name: "id", description: "معرّف المادة" },
  },
  {
    path: "/api/v1/most-read",
    id: "getMostRead",
    summary: "الأكثر قراءة اليوم أو في يوم مضى",
    query: "mostRead",
    answer: "MostRead",
  },
  {
    path: "/api/v1/trending",
    id: "getTrending",
    summary: "المواضيع التي يُقبل عليها القراء الآن",
    query: "trending",
    answer: "Trending",
  },
  {
    path: "/api/v1/search",
    id: "searchStories",
    summary: "بحث في المواد بالكلمات والعبارات والقسم والموضوع والكاتب والتاريخ",
    query: "search",
    answer: "SearchResults",
  },
  {
    path: "/api/v1/sections",
    id: "listSections",
    summary: "أقسام الطبعة",
    query: "none",
    answer: "Sections",
  },
  {
    path: "/api/v1/topics",
    id: "listTopics",
    summary: "المواضيع",
    query: "topics",
    answer: "Topics",
  },
];

const PROBLEMS = {
  400: "معامل مجهول أو مكرر أو على غير صيغته",
  404: "لا شيء بهذا العنوان",
  429: "طلبات كثيرة؛ في الترويسة Retry-After عدد الثواني",
  503: "تعذّر الجواب الآن؛ في الترويسة Retry-After عدد الثواني",
} as const;

/** A schema as JSON Schema 2020-12, the dialect of OpenAPI 3.1, as far as the page about it reads it. */
const JsonSchema = z.looseObject({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  $ref: z.string().optional(),
  description: z.string().optional(),
  format: z.string().optional(),
  enum: z.array(z.unknown()).optional(),
  required: z.array(z.string()).optional(),
  get items() {
    return JsonSchema.optional();
  },
  get properties() {
    return z.record(z.string(), JsonSchema).optional();
  },
  get anyOf() {
    return z.array(JsonSchema).optional();
  },
});
export type JsonSchema = z.infer<typeof JsonSchema>;

/** A query parameter or a part of the path. */
export type Parameter = {
  readonly name: string;
  readonly in: "query" | "path";
  readonly required: boolean;
  readonly description: string;
  readonly schema: JsonSchema;
};

/** An answer: what it means, and its schema by media type. */
type Described = {
  readonly description: string;
  readonly content: Readonly<Record<string, { readonly schema: JsonSchema }>>;
};

/** The OpenAPI 3.1 document, as far as the page about it reads it. */
export type OpenApi = {
  readonly openapi: "3.1.0";
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly servers: readonly { readonly url: string }[];
  readonly paths: Readonly<
    Record<
      string,
      {
        readonly get: {
          readonly operationId: string;
          readonly summary: string;
          readonly parameters: readonly Parameter[];
          readonly responses: Readonly<Record<string, Described>>;
        };
      }
    >
  >;
  readonly components: { readonly schemas: Readonly<Record<string, JsonSchema>> };
};

const COMPONENTS = "#/components/schemas/";
const DIALECT = {
  target: "draft-2020-12",
  /** Leaves out what tells programs nothing, and what would keep them from living with a field that is added later. */
  override: ({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void => {
    delete jsonSchema.additionalProperties;
    if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
    if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  },
} as const;
/** A number in the address is text; programs shall see it as the number that it stands for. */
const LIMIT: JsonSchema = { type: "integer", minimum: 1, maximum: 100, default: 10 };

/** The schemas of the answers, each under its name and referring to the others by theirs. */
function componentSchemas(): Record<string, JsonSchema> {
  const { $defs = {} } = z.toJSONSchema(z.object(ANSWERS), DIALECT);
  const text = JSON.stringify($defs).replaceAll('"#/$defs/', `"${COMPONENTS}`);
  const schemas = z.record(z.string(), JsonSchema).parse(JSON.parse(text));
  for (const schema of Object.values(schemas)) delete schema["id"];
  return schemas;
}

function parametersOf({ query, part }: Operation): Parameter[] {
  const schema = JsonSchema.parse(z.toJSONSchema(QUERIES[query], { ...DIALECT, io: "input" }));
  const fromQuery = Object.entries(schema.properties ?? {}).map(
    ([name, { description = "", ...rest }]): Parameter => ({
      name,
      in: "query",
      required: false,
      description,
      schema: name === "limit" ? LIMIT : rest,
    }),
  );
  if (part === undefined) return fromQuery;
  const { name, description } = part;
  return [
    { name, in: "path", required: true, description, schema: { type: "string" } },
    ...fromQuery,
  ];
}

/** The document that describes the API, made from the schemas that it answers by. */
export function openApiDocument(options: { siteUrl: string; editionName: string }): OpenApi {
  const paths = OPERATIONS.map((operation) => {
    const problems = Object.entries(PROBLEMS).map(([status, description]) => [
      status,
      {
        description,
        content: { "application/problem+json": { schema: { $ref: `${COMPONENTS}Problem` } } },
      },
    ]);
    const answer = ANSWERS[operation.answer];
    const get = {
      operationId: operation.id,
      summary: operation.summary,
      parameters: parametersOf(operation),
      responses: {
        200: {
          description: z.globalRegistry.get(answer)?.description ?? operation.summary,
          content: { "application/json": { schema: { $ref: COMPONENTS + operation.answer } } },
        },
        ...Object.fromEntries(problems),
      },
    };
    return [operation.path, { get }] as const;
  });
  return {
    openapi: "3.1.0",
    info: {
      title: `واجهة ${options.editionName} للبرامج`,
      version: "1",
      description:
        "كل ما ينشره الموقع بصيغة JSON، للقراءة فقط ومن غير تسجيل. المعاملات المجهولة والمكررة مرفوضة، وتُقرأ القوائم صفحة بعد صفحة بمؤشر يأتي في كل جواب.",
    },
    servers: [{ url: options.siteUrl }],
    paths: Object.fromEntries(paths),
    components: { schemas: componentSchemas() },
  };
}
