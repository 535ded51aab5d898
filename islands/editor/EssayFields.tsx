import type { VNode } from "preact";
import { TextField } from "../../components/TextField.tsx";
import { fieldId, type KindFields } from "./parts.tsx";
import { RichField } from "./RichField.tsx";

/** More is not kept, not even in a draft. */
const MAX_COUNT = 100_000;

/** An essay: how much to write, and what a good answer says. */
export function EssayFields({ content, change, error }: KindFields<"essay">): VNode {
  const { body, key } = content;
  function count(name: "minWords" | "maxChars", text: string): void {
    const typed = text.trim() === "" ? null : Number(text);
    if (typed !== null && !Number.isInteger(typed)) return;
    const value = name === "maxChars" ? typed ?? 20_000 : typed;
    change({ ...content, body: { ...body, [name]: value } });
  }
  return (
    <>
      <div class="form__row">
        <TextField
          name={fieldId("body.minWords")}
          label="At least this many words"
          optional
          inputMode="numeric"
          error={(body.minWords ?? 0) > MAX_COUNT ? "100,000 at most" : error("body.minWords")}
          value={body.minWords === null ? "" : String(body.minWords)}
          onInput={({ currentTarget }) => count("minWords", currentTarget.value)}
        />
        <TextField
          name={fieldId("body.maxChars")}
          label="At most this many characters"
          hint="50 to 20,000"
          inputMode="numeric"
          error={body.maxChars > MAX_COUNT ? "20,000 at most" : error("body.maxChars")}
          value={String(body.maxChars)}
          onInput={({ currentTarget }) => count("maxChars", currentTarget.value)}
        />
      </div>
      <RichField
        path="key.modelAnswer"
        label="Model answer"
        hint="For markers, and for students once the review shows right answers."
        optional
        error={error("key.modelAnswer")}
        lang={content.locale}
        value={key.modelAnswer}
        onText={(modelAnswer) => change({ ...content, key: { ...key, modelAnswer } })}
      />
    </>
  );
}
