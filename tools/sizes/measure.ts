/** A function or method as the formatter sets it: it ends where a line of its indentation begins with a brace. */
const BEGINS =
  /^( *)(?:export (?:default )?)?(?:async )?(?:function\b|(?:static |get |set |async |\*)*[#\w]+(?:<.*>)?\(.*(?:\{|\($|\)$)|[#\w]+\($)/;
const NO_METHOD = /^ *(if|for|while|switch|return|await|catch|throw|new|super|void|assert)\b/;

/** Lines of a file and of each function in it that has a body of several lines. */
export function lines(text: string): { lines: number; functions: number[] } {
  const all = text.trimEnd().split("\n");
  const functions = all.flatMap((line, at) => {
    const indent = BEGINS.exec(line)?.[1];
    if (indent === undefined || NO_METHOD.test(line)) return [];
    const end = all.findIndex((it, i) => i > at && it === `${indent}}`);
    // A call whose arguments end otherwise is none.
    const other = all.findIndex((it, i) => i > at && isOtherEnd(it, indent));
    return end < 0 || (other >= 0 && other < end) ? [] : [end - at + 1];
  });
  return { lines: all.length, functions };
}

function isOtherEnd(line: string, indent: string): boolean {
  const rest = line.startsWith(indent) ? line.slice(indent.length) : "";
  return rest !== "" && !/^[ })\]]/.test(rest) || /^\)?[;,]|^\}\)|^\);|^\],/.test(rest);
}

/** The value that `share` of all are no larger than; 0 of none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}
