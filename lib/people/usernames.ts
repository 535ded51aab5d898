import { shortId } from "../process/ids.ts";
import { nameParts } from "../model/people/initials.ts";
import { withoutIgnored } from "../model/text/text_signs.ts";
import { latinName } from "./latin.ts";

/** A name as it is signed in with: spaces around it, capitals and Unicode forms do not matter. */
export function foldSignInName(name: string): string {
  return withoutIgnored(name).trim().normalize("NFKC").toLowerCase();
}

/**
 * Usernames to try for a name, best first: `kabir.rao`, `kabir.rao2` and so on, then one by chance. Any script is written in Latin
 * letters; a name without letters begins with `fallback`.
 */
export async function* usernamesFor(name: string, fallback: string): AsyncGenerator<string> {
  const words = (await latinName(nameParts(name).join(" "))).match(/[a-z0-9]+/g) ?? [];
  const first = words[0];
  const last = words.length > 1 ? words.at(-1) : undefined;
  const base = first === undefined
    ? `${fallback}.${shortId()}`
    : [first, last].filter(Boolean).join(".").slice(0, 34);
  yield base.length > 1 ? base : `${base}.${fallback}`;
  for (let n = 2; n < 100; n++) yield `${base}${n}`;
  yield `${base.slice(0, 30)}.${shortId()}`;
}

/** A password to hand out on paper: 10 letters and digits that are not mistaken for each other. */
export function oneTimePassword(): string {
  return `${shortId().slice(0, 5)}-${shortId().slice(0, 5)}`;
}
