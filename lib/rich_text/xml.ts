/** An element of well-formed markup; text and attribute values stay escaped as they came. */
export interface XmlElement {
  name: string;
  attributes: Map<string, string>;
  children: XmlNode[];
}
export type XmlNode = XmlElement | string;

const TOKEN = /<(\/?)([a-zA-Z]+)((?:\s+[\w:-]+\s*=\s*"[^"<]*")*)\s*(\/?)>|([^<]+)|(<)/g;
const ATTRIBUTE = /([\w:-]+)\s*=\s*"([^"]*)"/g;

/**
 * Reads markup that a library of ours wrote: no comments, no doctype, every tag closed.
 *
 * @throws {Error} when it is anything else.
 */
export function parseXml(source: string): XmlNode[] {
  const root: XmlElement = { name: "", attributes: new Map(), children: [] };
  const open = [root];
  for (const [, closing, name, attributes, empty, text] of source.matchAll(TOKEN)) {
    const parent = open.at(-1)!;
    if (text !== undefined) parent.children.push(text);
    else if (name === undefined) throw new Error("Cannot read markup: a stray <");
    else if (closing) close(open, name);
    else {
      const element = { name, attributes: readAttributes(attributes ?? ""), children: [] };
      parent.children.push(element);
      if (!empty) open.push(element);
    }
  }
  if (open.length !== 1) {
    throw new Error(`Cannot read markup: <${open.at(-1)!.name}> is not closed`);
  }
  return root.children;
}

function close(open: XmlElement[], name: string): void {
  const last = open.length > 1 ? open.pop() : undefined;
  if (last?.name !== name) throw new Error(`Cannot read markup: </${name}> closes nothing`);
}

function readAttributes(source: string): Map<string, string> {
  return new Map([...source.matchAll(ATTRIBUTE)].map(([, name, value]) => [name!, value!]));
}

/** The markup again. */
export function printXml(nodes: readonly XmlNode[]): string {
  return nodes.map((node) => {
    if (typeof node === "string") return node;
    const attributes = [...node.attributes].map(([name, value]) => ` ${name}="${value}"`).join("");
    return `<${node.name}${attributes}>${printXml(node.children)}</${node.name}>`;
  }).join("");
}
