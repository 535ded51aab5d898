/**
 * Attributes of what students type into: the browser neither corrects nor remembers. Spread them: written out, a
 * `false` for `spellcheck` is left away by the compiler.
 */
export const UNAIDED = { spellcheck: false, autocomplete: "off" } as const;
