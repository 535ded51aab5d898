/** What a form or a body may hold in place of what is right. @module */

/** Longer than any text that is taken. */
const LONG = "x".repeat(25_000);

/** In place of any value of a JSON body. */
const VALUES: readonly unknown[] = [
  ...[null, "", " ", "x y", LONG, -1, 1.5, 1e18, true, {}, { x: 1 }, [], [null], ["x y", "x y"]],
];

/** In place of any field of a form; several are sent under its name several times. */
const TEXTS: readonly string[][] = [[], [""], ["x y"], ["-1"], ["1.5"], ["1e18"], [LONG], [
  "1",
  "2",
]];

type Fields = Readonly<Record<string, unknown>>;

/**
 * Every body in which one place of `right` is wrong or missing, or has something beside it, and one that is empty.
 *
 * @param more Names that a body may have though `right` has not.
 */
export function* wrongBodies(right: Fields, more: readonly string[] = []): Generator<unknown> {
  yield {};
  yield { ...right, unheardOf: 1 };
  for (const value of VALUES) yield value;
  yield* wrongIn(right);
  for (const name of more.filter((it) => !(it in right))) {
    for (const value of VALUES) yield { ...right, [name]: value };
  }
}

/** @param at Depth; what lies deeper than a question's parts is not touched. */
function* wrongIn(value: unknown, at = 0): Generator<unknown> {
  if (typeof value !== "object" || value === null || at > 5) return;
  if (Array.isArray(value)) {
    if (value.length === 0) return;
    for (const wrong of wrongOf(value[0], at)) yield value.with(0, wrong);
    return;
  }
  for (const [name, it] of Object.entries(value)) {
    const { [name]: _, ...rest } = value as Record<string, unknown>;
    yield rest;
    for (const wrong of wrongOf(it, at)) yield { ...value, [name]: wrong };
  }
}

function* wrongOf(value: unknown, at: number): Generator<unknown> {
  // Deep down the kinds of mistake repeat.
  yield* at > 1 ? [null, LONG, -1, { x: 1 }, []] : VALUES;
  yield* wrongIn(value, at + 1);
}

/** A form as sent: names, each with its values. */
export type Sent = [name: string, value: string][];

/** Every form in which one field of `right` is wrong or missing, or has something beside it, and one that is empty. */
export function* wrongForms(right: Sent): Generator<Sent> {
  yield [];
  yield [...right, ["unheardOf", "1"]];
  for (const name of new Set(right.map(([it]) => it))) {
    const rest = right.filter(([it]) => it !== name);
    for (const values of TEXTS) {
      yield [...rest, ...values.map((it): [string, string] => [name, it])];
    }
  }
}

export interface PageForm {
  method: string;
  action: string;
  fields: Sent;
}

/** The forms of a page, each field with the value that is sent when nothing is touched, or the first that could be. */
export function formsOf(html: string): PageForm[] {
  return [...html.matchAll(/<form\b([^>]*)>(.*?)<\/form>/gs)].map(([, head = "", body = ""]) => ({
    method: (attribute(head, "method") ?? "get").toUpperCase(),
    action: attribute(head, "action") ?? "",
    fields: fieldsOf(body),
  }));
}

function fieldsOf(html: string): Sent {
  const found = new Map<string, string>();
  const controls = /<(input|textarea|button)\b([^>]*)>([^<]*)|<select\b([^>]*)>(.*?)<\/select>/gs;
  for (const [, tag, head, text = "", select, options = ""] of html.matchAll(controls)) {
    const name = attribute(select ?? head ?? "", "name");
    if (name === null) continue;
    const value = select !== undefined
      ? chosen(options)
      : tag === "textarea"
      ? text
      : attribute(head!, "value") ?? "on";
    const isFirst = !found.has(name) || / checked\b/.test(head ?? "");
    if (isFirst) found.set(name, value);
  }
  return [...found];
}

function chosen(options: string): string {
  const all = [...options.matchAll(/<option\b([^>]*)>/g)].map(([, head = ""]) => head);
  const one = all.find((it) => / selected\b/.test(it)) ?? all[0] ?? "";
  return attribute(one, "value") ?? "";
}

function attribute(head: string, name: string): string | null {
  const found = new RegExp(`\\s${name}="([^"]*)"`).exec(head)?.[1];
  return found?.replaceAll("&quot;", '"').replaceAll("&lt;", "<").replaceAll("&amp;", "&") ?? null;
}
