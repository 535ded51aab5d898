import type { VNode } from "preact";
import { useRef, useState } from "preact/hooks";
import { plus, x } from "../../components/glyphs.ts";
import { Glyph } from "../../components/Glyph.tsx";
import { afterDraw } from "../../lib/browser/screen.ts";
import { overText } from "../../lib/model/text/text_limit.ts";
import { ask, failureText } from "./api.ts";
import { questionApi } from "../../lib/model/process/paths.ts";

export interface TagsProps {
  questionId: string;
  tags: readonly string[];
  level: number | null;
  onFailure: (text: string) => void;
}

const LEVELS = ["1 easy", "2", "3 middle", "4", "5 hard"];

/** Longest tag, in UTF-16 code units, and most tags of a question. */
const MAX_TAG = 40;
const MAX_TAGS = 20;

interface Found {
  tags: readonly string[];
  level: number | null;
}

/** Tags and level of a question: what the bank finds it by. Each change is saved by itself. */
export function Tags({ questionId, onFailure, tags: first, level: at }: TagsProps): VNode {
  const [{ tags, level }, show] = useState<Found>({ tags: first, level: at });
  const [unsaved, setUnsaved] = useState(false);
  const [adding, setAdding] = useState<string | null>(null);
  const more = useRef<HTMLButtonElement>(null);
  const saving = useRef<{ wanted: Found; known: Found; busy: boolean } | null>(null);

  /** One request at a time, each with everything wanted by then: an answer touches nothing that was changed since. */
  async function save(change: Partial<Found>): Promise<void> {
    const it = saving.current ??= {
      wanted: { tags, level },
      known: { tags, level },
      busy: false,
    };
    it.wanted = { ...it.wanted, ...change };
    show(it.wanted);
    if (it.busy) return;
    it.busy = true;
    let away = false;
    while (it.wanted !== it.known && !away) {
      const sent = it.wanted;
      const path = questionApi(questionId);
      const answer = await ask({ method: "PATCH", path, body: sent });
      if (answer.kind === "ok") it.known = sent;
      else if (it.wanted === sent) {
        onFailure(failureText(answer));
        if (answer.kind === "away") away = true;
        else it.wanted = it.known;
        show(it.wanted);
      }
    }
    it.busy = false;
    setUnsaved(away);
  }
  const change = (next: readonly string[]) => void save({ tags: next });
  function add(): void {
    const tag = (adding ?? "").trim();
    if (tag.length > MAX_TAG) return;
    if (tag !== "" && !tags.includes(tag) && tags.length >= MAX_TAGS) {
      return onFailure(`A question has at most ${MAX_TAGS} tags`);
    }
    setAdding(null);
    if (tag !== "" && !tags.includes(tag)) change([...tags, tag]);
  }
  const over = overText((adding ?? "").trim(), MAX_TAG);

  return (
    <div class="tags">
      <span class="tags__label">Tags:</span>
      {tags.map((tag) => (
        <span key={tag} class="tag">
          {tag}
          <button
            type="button"
            aria-label={`Remove tag ${tag}`}
            onClick={() => change(tags.filter((it) => it !== tag))}
          >
            <Glyph of={x} size={14} />
          </button>
        </span>
      ))}
      {adding !== null
        ? (
          <>
            <input
              class="input input--short"
              aria-label="New tag"
              aria-invalid={over ? "true" : undefined}
              aria-describedby={over ? "new-tag-error" : undefined}
              ref={focusOnce}
              value={adding}
              onInput={({ currentTarget }) => setAdding(currentTarget.value)}
              onBlur={add}
              onKeyDown={(event) => {
                if (event.key !== "Enter" && event.key !== "Escape") return;
                if (event.key === "Enter") add();
                else setAdding(null);
                afterDraw(() => more.current?.focus());
              }}
            />
            {over && <span class="bad" id="new-tag-error">{over}</span>}
          </>
        )
        : (
          <button
            ref={more}
            type="button"
            class="button button--link button--small"
            onClick={() => setAdding("")}
          >
            <Glyph of={plus} size={16} /> Tag
          </button>
        )}
      <label class="tags__level">
        Level
        <select
          class="input"
          value={level === null ? "" : String(level)}
          onChange={({ currentTarget }) => {
            const next = currentTarget.value === "" ? null : Number(currentTarget.value);
            void save({ level: next });
          }}
        >
          <option value="">None</option>
          {LEVELS.map((words, i) => <option key={words} value={String(i + 1)}>{words}</option>)}
        </select>
      </label>
      {unsaved && (
        <span role="status">
          Not saved.{" "}
          <button
            type="button"
            class="button button--link button--small"
            onClick={() => void save({})}
          >
            Try again
          </button>
        </span>
      )}
    </div>
  );
}

/** The same function at every drawing: the focus goes there once. */
function focusOnce(input: HTMLInputElement | null): void {
  input?.focus();
}
