const E_POWER = /^(.*?)\s*e\s*([+-]?\d{1,4})$/is;
const TEN_POWER = /^(?:(.*?)\s*×\s*)?10\s*(?:\^\s*(?:([+-]?\d{1,4})|\(\s*([+-]?\d{1,4})\s*\)))$/s;
const TEN_RAISED = /^(?:(.*?)\s*×\s*)?10([⁺⁻]?[⁰¹²³⁴-⁹]{1,4})$/s;

/** A decimal without its power of ten: `2e5`, `2×10^5`, `10⁵`; power 0 where none is written. */
export function splitPower(text: string): { size: string; power: number } {
  const e = E_POWER.exec(text);
  if (e) return { size: e[1] ?? "", power: Number(e[2]) };
  const ten = TEN_POWER.exec(text);
  if (ten) return { size: ten[1] ?? "1", power: Number(ten[2] ?? ten[3]) };
  const raised = TEN_RAISED.exec(text);
  if (raised) return { size: raised[1] ?? "1", power: Number(lowered(raised[2] ?? "")) };
  return { size: text, power: 0 };
}

function lowered(raised: string): string {
  return raised.replace("⁺", "+").replace("⁻", "-")
    .replaceAll(/[⁰¹²³⁴-⁹]/g, (digit) => String("⁰¹²³⁴⁵⁶⁷⁸⁹".indexOf(digit)));
}
