import assert from "node:assert/strict";
import { cleanResponse } from "./clean.ts";

Deno.test("cleanResponse() keeps text, and takes out what is none", () => {
  const clean = (text: string) => {
    const response = cleanResponse({ kind: "essay", text });
    return response?.kind === "essay" ? response.text : null;
  };
  assert.equal(clean("a\r\nb\rc\n\td"), "a\nb\nc\n\td");
  assert.equal(clean("a\u0000b\u001bc\u007f"), "abc");
  assert.equal(clean("one \ud83d half"), "one  half");
  assert.equal(clean("smile 😀 नमस्ते"), "smile 😀 नमस्ते");
  assert.equal(cleanResponse(null), null);
  const chosen = { kind: "choice_one", optionId: "o" } as const;
  assert.equal(cleanResponse(chosen), chosen);
});
