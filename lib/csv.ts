/** Begins like a formula in a spreadsheet, in usual or full-width characters. */
const FORMULA = /^[=+\-@\t\r＝＋－＠]/;
const PLAIN_NUMBER = /^-?\d+(\.\d+)?$/;

/**
 * Rows as CSV for spreadsheets: all cells quoted, CRLF, UTF-8 with a byte order mark. What a spreadsheet would run as a formula
 * gets a leading apostrophe, unless it is a plain number; `null` is an empty cell.
 */
export function csvOf(rows: readonly (readonly (string | number | null)[])[]): string {
  return "\ufeff" + rows.map((row) => row.map(cell).join(",") + "\r\n").join("");
}

function cell(value: string | number | null): string {
  const text = String(value ?? "");
  const safe = FORMULA.test(text) && !PLAIN_NUMBER.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
