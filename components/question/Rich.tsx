import type { VNode } from "preact";

export interface RichProps {
  /** From `renderRichText()` and nowhere else. */
  html: string;
  /** Language of the content; `null` where it is the page's. */
  lang?: string | null;
  id?: string;
  class?: string;
  /** Within a line or a label. */
  inline?: boolean;
}

/** What an author wrote, as HTML. */
export function Rich({ html, lang, id, class: extra, inline }: RichProps): VNode {
  const Tag = inline ? "span" : "div";
  return (
    <Tag
      class={extra ? `rich ${extra}` : "rich"}
      id={id}
      dir="auto"
      {...(lang ? { lang } : {})}
      // deno-lint-ignore react-no-danger -- built token by token, and so escaped, by renderRichText()
      dangerouslySetInnerHTML={{ __html: html }}
    />
  );
}
