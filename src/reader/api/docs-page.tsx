import { readFileSync } from "node:fs";
import { documentOf } from "../frame/document.ts";
import type { Frame } from "../frame/frame.ts";
import type { JsonSchema, OpenApi, Parameter } from "./openapi.ts";
import { docsStrings } from "./strings.ts";

/** Address of the style sheet that only this page has. */
export const DOCS_STYLE_PATH = "/api/docs.css";
/** The style sheet that only this page has. */
export const DOCS_STYLE: string = readFileSync(new URL("docs.css", import.meta.url), "utf8");

const COMPONENTS = "#/components/schemas/";

const nameOf = (reference: string): string => reference.replace(COMPONENTS, "");

/** A kind of value in a word or two; a shape of its own is a link to it. */
function Kind({ schema }: { schema: JsonSchema }) {
  if (schema.$ref !== undefined) {
    const name = nameOf(schema.$ref);
    return (
      <a href={`#${name}`}>
        <code>{name}</code>
      </a>
    );
  }
  if (schema.items !== undefined)
    return (
      <>
        {docsStrings.listOf} <Kind schema={schema.items} />
      </>
    );
  if (schema.anyOf !== undefined) {
    const [first] = schema.anyOf;
    return (
      <>
        {first === undefined ? null : <Kind schema={first} />} {docsStrings.orNothing}
      </>
    );
  }
  if (schema.enum !== undefined) return <code>{schema.enum.join(" | ")}</code>;
  const types = [schema.type ?? []].flat();
  return (
    <>
      {docsStrings.kind(schema.format ?? types[0] ?? "")}
      {types.includes("null") ? ` ${docsStrings.orNothing}` : null}
    </>
  );
}

const Field = (props: { name: string; schema: JsonSchema; description: string | undefined }) => (
  <>
    <dt>
      <code>{props.name}</code>
    </dt>
    <dd>
      <span class="api-kind">
        <Kind schema={props.schema} />
      </span>{" "}
      {props.description}
    </dd>
  </>
);

const Parameters = ({ parameters }: { parameters: readonly Parameter[] }) =>
  parameters.length === 0 ? (
    <p>{docsStrings.noParameters}</p>
  ) : (
    <dl>
      {parameters.map(({ name, schema, description }) => (
        <Field name={name} schema={schema} description={description} />
      ))}
    </dl>
  );

const Fields = ({ schema }: { schema: JsonSchema }) => (
  <dl>
    {Object.entries(schema.properties ?? {}).map(([name, field]) => (
      <Field name={name} schema={field} description={field.description} />
    ))}
  </dl>
);

/** The page about the API, made from the document that programs read. */
export function docsPage(frame: Frame, document: OpenApi): string {
  return documentOf(
    frame,
    {
      title: docsStrings.title,
      description: document.info.description,
      path: "/api/docs",
      kind: "message",
      headlines: "JSON",
    },
    <main id="main">
      <link rel="stylesheet" href={DOCS_STYLE_PATH} />
      <header class="front-head">
        <div class="wrap">
          <h1>{docsStrings.title}</h1>
          <p>{document.info.description}</p>
          <p>
            {docsStrings.forPrograms} <a href="/api/v1/openapi.json">OpenAPI 3.1</a>
          </p>
        </div>
      </header>
      <div class="wrap api">
        {Object.entries(document.paths).map(([path, { get }]) => (
          <section aria-labelledby={get.operationId}>
            <h2 id={get.operationId}>{get.summary}</h2>
            <code class="api-address">GET {path}</code>
            <h3>{docsStrings.parameters}</h3>
            <Parameters parameters={get.parameters} />
            <h3>{docsStrings.answers}</h3>
            <dl>
              {Object.entries(get.responses).map(([status, { description, content }]) => (
                <>
                  <dt>
                    <code>{status}</code>
                  </dt>
                  <dd>
                    {Object.values(content).map(({ schema }) => (
                      <span class="api-kind">
                        <Kind schema={schema} />
                      </span>
                    ))}{" "}
                    {description}
                  </dd>
                </>
              ))}
            </dl>
          </section>
        ))}
        {Object.entries(document.components.schemas).map(([name, schema]) => (
          <section aria-labelledby={name}>
            <h2 id={name}>{schema.description ?? name}</h2>
            <code class="api-address">{name}</code>
            <Fields schema={schema} />
          </section>
        ))}
      </div>
    </main>,
  );
}
