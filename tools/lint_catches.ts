/**
 * Deno lint plugin: whatever catches an error names the one it expects, so that an outage or a fault of ours is never
 * told as somebody's mistake.
 * @module
 */

const ROOT = new URL("..", import.meta.url).pathname;
const PARTS = ["lib/", "routes/", "db/", "app.ts", "main.ts"];

/** What says in words why whichever failure it is may end here. */
const SAID = /\/\/ Any failure: \S/;

/** Functions of other files that a handler may be: each throws on what it does not know. */
const THROW_ON = ["unlessThere", "unreadable"];

/**
 * Whether a handler names what it expects: it throws what it was given, tests it, hands it to whoever waits or to a
 * function that throws on what it does not know; or a comment `// Any failure: ...` gives the reason why it need not.
 *
 * @param parameter What the handler calls the error; `null` where it takes none.
 * @param text The handler, with the two lines before it.
 */
export function namesFailure(parameter: string | null, text: string): boolean {
  if (SAID.test(text)) return true;
  if (parameter === null) return false;
  const it = `\\b${parameter}\\b`;
  const given = `\\([^()]*${it}`;
  return [
    `throw ${it}(?! instanceof)\\s*[;}\n]`,
    `${it} instanceof`,
    `\\bis[A-Z]\\w*${given}`,
    `\\bcodeOf${given}`,
    `${it}\\.(code|reason|name) [!=]==`,
    // They throw on, or give back, what is not theirs to say.
    `\\b(formErrors|withName)${given}`,
    `\\breject${given}`,
    `\\brefuse\\([^()]*\\{[^}]*${it}`,
  ].some((pattern) => new RegExp(pattern).test(text));
}

/** Whether the rule holds for this file, named from the project's root. */
export function isJudged(file: string): boolean {
  return PARTS.some((part) => file.startsWith(part)) && !/_test\.tsx?$/.test(file);
}

const MESSAGE =
  "Name the error that is expected here and throw any other on, or say why none matters: " +
  "// Any failure: ...";

type Handler = Pick<Deno.lint.FunctionDeclaration, "params" | "range">;

type Named = Deno.lint.Node | Deno.lint.FunctionDeclaration["params"][number];

function nameOf(node: Named | null | undefined): string | null {
  return node?.type === "Identifier" ? node.name : null;
}

export default {
  name: "catches",
  rules: {
    "named": {
      create(context) {
        if (!isJudged(context.filename.replace(ROOT, ""))) return {};
        const whole = context.sourceCode.text;
        const functions = new Map<string, Handler>();
        const named: { node: Deno.lint.Node; name: string }[] = [];

        function withLinesBefore([from, to]: [number, number]): string {
          const before = whole.slice(0, from).split("\n");
          return before.slice(-3).join("\n") + whole.slice(from, to);
        }
        function judge(node: Deno.lint.Node, parameter: string | null, text: string): void {
          if (!namesFailure(parameter, text)) context.report({ node, message: MESSAGE });
        }
        return {
          CatchClause(node) {
            judge(node, nameOf(node.param), whole.slice(...node.range));
          },
          FunctionDeclaration(node) {
            if (node.id) functions.set(node.id.name, node);
          },
          CallExpression(node) {
            const { callee, arguments: [handler] } = node;
            if (callee.type !== "MemberExpression" || nameOf(callee.property) !== "catch") return;
            if (handler?.type === "Identifier") named.push({ node: handler, name: handler.name });
            if (
              handler?.type !== "ArrowFunctionExpression" && handler?.type !== "FunctionExpression"
            ) return;
            judge(handler, nameOf(handler.params[0]), withLinesBefore(handler.range));
          },
          "Program:exit"() {
            for (const { node, name } of named) {
              if (THROW_ON.includes(name)) continue;
              const handler = functions.get(name);
              const text = withLinesBefore(node.range) +
                (handler ? withLinesBefore(handler.range) : "");
              judge(node, nameOf(handler?.params[0]), text);
            }
          },
        };
      },
    },
  },
} satisfies Deno.lint.Plugin;
