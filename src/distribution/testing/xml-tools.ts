import { spawnSync } from "node:child_process";
import { SaxesParser } from "saxes";

/** An element as a strict parser read it. */
export type XmlElement = {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** Text of the element itself and of everything in it. */
  readonly text: string;
};

type Open = { name: string; attributes: Record<string, string>; children: Open[]; text: string };

/** Reads a document; anything that XML 1.0 with namespaces does not allow is an error. */
export function parseXml(xml: string): XmlElement {
  const root: Open = { name: "", attributes: {}, children: [], text: "" };
  const stack: Open[] = [root];
  const parser = new SaxesParser({ xmlns: true });
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("doctype", () => {
    throw new Error("A document of ours has no DOCTYPE");
  });
  parser.on("opentag", (tag) => {
    const attributes = Object.fromEntries(
      Object.entries(tag.attributes).map(([name, { value }]) => [name, value]),
    );
    const opened: Open = { name: tag.name, attributes, children: [], text: "" };
    stack.at(-1)?.children.push(opened);
    stack.push(opened);
  });
  parser.on("closetag", () => {
    const closed = stack.pop();
    const parent = stack.at(-1);
    if (closed !== undefined && parent !== undefined) parent.text += closed.text;
  });
  parser.on("text", (text) => {
    const open = stack.at(-1);
    if (open !== undefined) open.text += text;
  });
  parser.write(xml).close();
  const [first] = root.children;
  if (first === undefined) throw new Error("The document has no element");
  return first;
}

/** Elements called `name` anywhere below `parent`, in their order. */
export function allNamed(parent: XmlElement, name: string): XmlElement[] {
  return parent.children.flatMap((child) => [
    ...(child.name === name ? [child] : []),
    ...allNamed(child, name),
  ]);
}

/** Why tests with xmllint cannot run here; undefined where it is. */
export const withoutXmllint: string | undefined =
  spawnSync("xmllint", ["--version"]).error === undefined
    ? undefined
    : "xmllint (Debian: libxml2-utils) is not on this machine";

/** What xmllint finds wrong with a document, against a RELAX NG schema where one is given; empty for nothing. */
export function xmllint(xml: string, schema?: string): string {
  const relaxng = schema === undefined ? [] : ["--relaxng", schema];
  const { status, stderr } = spawnSync("xmllint", ["--noout", "--nonet", ...relaxng, "-"], {
    input: xml,
    encoding: "utf8",
  });
  return status === 0 ? "" : stderr;
}
