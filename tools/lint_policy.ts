/**
 * Rules of the plugin `layers` on who decides: roles and small groups are judged in `lib/access` alone, and what the edge and
 * the browser show comes from an operation of `lib`, never from a table.
 * @module
 */

const ROOT = new URL("..", import.meta.url).pathname;

const SHOWN = /^(routes|components|islands)\//;
const PRODUCT = /^(lib|routes|components|islands)\//;
const POLICY = /^lib\/access\//;
const TEST = /_test\.tsx?$/;

/** The names of roles as facts, for rules of `lib`. */
const ROLE_FACTS = "lib/access/roles.ts";

/** Whether rules of role and of small groups may not stand in `file`. */
export function asksPolicy(file: string): boolean {
  return PRODUCT.test(file) && !POLICY.test(file) && !TEST.test(file);
}

/** Whether `file` gets its facts from operations, and knows no table. */
export function knowsNoTable(file: string): boolean {
  return SHOWN.test(file) && !TEST.test(file);
}

/**
 * Whether a comparison asks which role somebody has. Whether any role was named, and whether two are the same, is no such
 * question.
 *
 * @param sides Their source.
 */
export function judgesRole(sides: readonly [string, string]): boolean {
  const [role, ...others] = sides.toSorted((a, b) => Number(isRole(b)) - Number(isRole(a)));
  if (!isRole(role!)) return false;
  return others.every((it) => /^(["'`])\w+\1$/.test(it) || /^[A-Z][\w.]*$/.test(it));
}

function isRole(source: string): boolean {
  return /(^|\.)role!?$/.test(source);
}

/** Whether a comparison decides by the size of a small group. */
export function judgesSize(sides: readonly [string, string]): boolean {
  return sides.some((it) => /\bSMALLEST_GROUP\b/.test(it));
}

const ASK = "Ask a named rule of lib/access/policy, or take a fact that lib makes by role";

export const POLICY_RULES: Record<string, Deno.lint.Rule> = {
  "role-of-policy": {
    create(context) {
      const file = context.filename.replace(ROOT, "");
      if (!asksPolicy(file)) return {};
      const textOf = (node: Deno.lint.Node) => context.sourceCode.getText(node);
      const report = (node: Deno.lint.Node) => context.report({ node, message: ASK });
      return {
        BinaryExpression(node) {
          if (!/^[!=]==?$/.test(node.operator)) return;
          if (judgesRole([textOf(node.left), textOf(node.right)])) report(node);
        },
        SwitchStatement(node) {
          if (isRole(textOf(node.discriminant))) report(node);
        },
        "CallExpression[callee.property.name=/^(includes|has)$/]"(node: Deno.lint.CallExpression) {
          const { callee, arguments: [asked] } = node;
          const isList = callee.type === "MemberExpression" &&
            callee.object.type === "ArrayExpression";
          // A list that is given, such as the roles that a row may have, is no rule of `lib`.
          if (asked === undefined || !(isList || SHOWN.test(file))) return;
          if (isRole(textOf(asked))) report(node);
        },
        ImportDeclaration(node) {
          if (SHOWN.test(file) && node.source.value.endsWith(ROLE_FACTS)) report(node);
        },
      };
    },
  },
  "size-of-policy": {
    create(context) {
      if (!asksPolicy(context.filename.replace(ROOT, ""))) return {};
      return {
        BinaryExpression(node) {
          const { left, right } = node;
          const sides = [left, right].map((it) => context.sourceCode.getText(it));
          if (!judgesSize([sides[0]!, sides[1]!])) return;
          context.report({
            node,
            message: "Ask lib/access/policy/groups.ts whether a group is shown",
          });
        },
      };
    },
  },
  "tables-of-lib": {
    create(context) {
      if (!knowsNoTable(context.filename.replace(ROOT, ""))) return {};
      const message = "Call an operation of lib: it reads the tables, and asks the policy";
      return {
        Identifier(node) {
          if (/^[Tt]ables$/.test(node.name)) context.report({ node, message });
        },
        Literal(node) {
          if (node.value === "tables") context.report({ node, message });
        },
      };
    },
  },
};
