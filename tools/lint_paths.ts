import * as paths from "../lib/model/process/paths.ts";

/**
 * Rule of the plugin `layers`: addresses are made in `lib/model/process/paths.ts` alone, so that a page that moves is told of in
 * one place. Routes and `app.ts` say what answers where.
 * @module
 */

const ROOT = new URL("..", import.meta.url).pathname;
const HOME = "lib/model/process/paths.ts";
const PRODUCT = /^(lib|routes|components|islands)\//;
const TEST = /_test\.tsx?$/;

/** First parts of every address. */
const TOPS = new Set([
  ...Object.values(paths).flatMap((it) => typeof it === "string" ? it.split("/")[1]! : []),
  ...["assignments", "attempts", "children"],
]);

/** Whether `file` gets its addresses from elsewhere. */
export function borrowsAddresses(file: string): boolean {
  return PRODUCT.test(file) && !TEST.test(file) && file !== HOME;
}

/** Whether a text begins as an address of the product. @param text Also the source of a template. */
export function isAddress(text: string): boolean {
  const [, top] = /^\/([\w.-]+)/.exec(text) ?? [];
  return top !== undefined && TOPS.has(top);
}

/** Whether a template goes on from an address that it was given. */
export function goesOn(template: string): boolean {
  return /^\$\{[^}]*\}\//.test(template);
}

/** Whether this says what answers there: the first argument of a route, or a type. */
function isDeclared(node: Deno.lint.Node, context: Deno.lint.RuleContext): boolean {
  const { parent } = node as { parent?: Deno.lint.Node };
  if (parent?.type === "TSLiteralType") return true;
  return parent?.type === "CallExpression" && parent.arguments[0] === node &&
    /\bapp\.\w+$/.test(context.sourceCode.getText(parent.callee));
}

export const PATH_RULES: Record<string, Deno.lint.Rule> = {
  "address-of-paths": {
    create(context) {
      if (!borrowsAddresses(context.filename.replace(ROOT, ""))) return {};
      function check(node: Deno.lint.Node, is: boolean): void {
        if (!is || isDeclared(node, context)) return;
        context.report({ node, message: `Make the address by a function of ${HOME}` });
      }
      const sourceOf = (node: Deno.lint.Node) => context.sourceCode.getText(node).slice(1, -1);
      return {
        Literal(node) {
          check(node, typeof node.value === "string" && isAddress(node.value));
        },
        TemplateLiteral(node) {
          check(node, isAddress(sourceOf(node)));
        },
        "JSXAttribute[name.name=/^(href|action)$/] TemplateLiteral"(
          node: Deno.lint.TemplateLiteral,
        ) {
          check(node, goesOn(sourceOf(node)));
        },
      };
    },
  },
};
