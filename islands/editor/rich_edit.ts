/** A text and what is selected in it. */
export interface Selected {
  text: string;
  start: number;
  end: number;
}

/** Puts marks around the selection, or takes them off again; what was selected stays selected. */
export function withMarks(
  { text, start, end }: Selected,
  before: string,
  after = before,
): Selected {
  const inside = text.slice(start, end);
  const had = text.slice(0, start).endsWith(before) && text.slice(end).startsWith(after);
  if (had) {
    return {
      text: text.slice(0, start - before.length) + inside + text.slice(end + after.length),
      start: start - before.length,
      end: end - before.length,
    };
  }
  return {
    text: text.slice(0, start) + before + inside + after + text.slice(end),
    start: start + before.length,
    end: end + before.length,
  };
}

/** Makes every selected line an item of a list, or none of them again. */
export function withList({ text, start, end }: Selected): Selected {
  const from = text.lastIndexOf("\n", start - 1) + 1;
  const until = text.indexOf("\n", end);
  const to = until < 0 ? text.length : until;
  const lines = text.slice(from, to).split("\n");
  const isList = lines.every((line) => line.startsWith("- "));
  const changed = lines.map((line) => isList ? line.slice(2) : `- ${line}`).join("\n");
  return {
    text: text.slice(0, from) + changed + text.slice(to),
    start: from,
    end: from + changed.length,
  };
}

/** Puts a block of its own in place of the selection. */
export function withBlock({ text, start, end }: Selected, block: string): Selected {
  const before = text.slice(0, start).trimEnd();
  const after = text.slice(end).trimStart();
  const head = before === "" ? block : `${before}\n\n${block}`;
  const whole = after === "" ? head : `${head}\n\n${after}`;
  return { text: whole, start: head.length, end: head.length };
}
