import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { plus, x } from "../../components/glyphs.ts";
import { Glyph } from "../../components/Glyph.tsx";
import { ask, failureText } from "./api.ts";

export interface TagsProps {
  questionId: string;
  tags: readonly string[];
  level: number | null;
  onFailure: (text: string) => void;
}

const LEVELS = ["1 easy", "2", "3 middle", "4", "5 hard"];

/** Tags and level of a question: what the bank finds it by. Each change is saved by itself. */
export function Tags({ questionId, onFailure, ...start }: TagsProps): VNode {
  const [tags, setTags] = useState(start.tags);
  const [level, setLevel] = useState(start.level);
  const [adding, setAdding] = useState(false);

  async function save(change: { tags?: readonly string[]; level?: number | null }): Promise<void> {
    const path = `/api/questions/${questionId}`;
    const answer = await ask({ method: "PATCH", path, body: change });
    if (answer.kind === "ok") return;
    setTags(tags);
    setLevel(level);
    onFailure(failureText(answer));
  }
  function change(next: readonly string[]): void {
    setTags(next);
    void save({ tags: next });
  }
  function add(text: string): void {
    setAdding(false);
    const tag = text.trim().slice(0, 40);
    if (tag !== "" && !tags.includes(tag) && tags.length < 20) change([...tags, tag]);
  }

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
      {adding
        ? (
          <input
            class="input input--short"
            aria-label="New tag"
            maxLength={40}
            ref={(input) => input?.focus()}
            onBlur={({ currentTarget }) => add(currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === "Enter") add(event.currentTarget.value);
              if (event.key === "Escape") setAdding(false);
            }}
          />
        )
        : (
          <button
            type="button"
            class="button button--link button--small"
            onClick={() => setAdding(true)}
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
            setLevel(next);
            void save({ level: next });
          }}
        >
          <option value="">None</option>
          {LEVELS.map((words, i) => <option key={words} value={String(i + 1)}>{words}</option>)}
        </select>
      </label>
    </div>
  );
}
