import type { VNode } from "preact";

/** Markup that our own server rendered before, such as a question in the editor's preview. */
export function Rendered({ html, class: name }: { html: string; class?: string }): VNode {
  return (
    <div
      class={name}
      // deno-lint-ignore react-no-danger -- from a component of ours, through renderToString()
      dangerouslySetInnerHTML={{ __html: html }}
    />
  );
}
