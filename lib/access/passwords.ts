import { hash, verify } from "@node-rs/argon2";
import { FairTurns, type Place } from "../process/fair_turns.ts";
import { DomainError } from "../model/process/errors.ts";

/** OWASP's setting for argon2id (algorithm 2): 19 MiB, two passes, one lane. */
const SETTING = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 };
export const PASSWORD_MIN = 8;
export const PASSWORD_MAX = 128;
/** Hashes at one time, about 110 in a second on two cores. */
const AT_ONCE = 4;
/** More wait in line, so that a school signing in at the bell neither fails nor takes the memory. */
const MOST_WAITING = 2_000;

const turns = new FairTurns({
  atOnce: AT_ONCE,
  mostWaiting: MOST_WAITING,
  full: () =>
    new DomainError("unavailable", "Many people are signing in. Try again in 5 s", {
      retryAfterMs: 5_000,
    }),
});

/** Of whoever is signed in already. */
const INSIDE: Place = { isKnown: true, network: "", name: "" };

/** PHC string of argon2id. The password's Unicode is normalised first, so that keyboards agree. */
export function hashPassword(password: string): Promise<string> {
  return turns.run(INSIDE, () => hash(password.normalize("NFKC"), SETTING));
}

let decoy: Promise<string> | null = null;

/**
 * Takes as long without a hash (unknown person) as with one, and is then false.
 *
 * @param place Where the one who asks waits in line.
 * @throws {DomainError} `unavailable` when too many wait.
 */
export async function verifyPassword(
  phc: string | null,
  password: string,
  place: Place = INSIDE,
): Promise<boolean> {
  decoy ??= hash("a password that nobody has", SETTING);
  const against = phc ?? await decoy;
  const same = await turns.run(place, () => verify(against, password.normalize("NFKC")));
  return same && phc !== null;
}

/** What is wrong with a new password, as a sentence; `null` when it may be used. */
export function passwordProblem(password: string, personal: readonly string[]): string | null {
  const length = [...password].length;
  if (length < PASSWORD_MIN) return `Use at least ${PASSWORD_MIN} characters`;
  if (length > PASSWORD_MAX) return `Use at most ${PASSWORD_MAX} characters`;
  const folded = password.toLowerCase();
  if (COMMON.has(folded) || /^(.)\1+$/.test(folded)) {
    return "This password is among the first ones tried. Choose another";
  }
  if (personal.some((word) => word.length > 3 && folded === word.toLowerCase())) {
    return "Do not use your own name as password";
  }
  return null;
}

/** Passwords of 8 and more characters that every guessing list begins with. */
const COMMON: ReadonlySet<string> = new Set(
  ("password password1 password12 password123 passw0rd p@ssword p@ssw0rd 12345678 123456789 1234567890 " +
    "87654321 987654321 11223344 12341234 123123123 147258369 123454321 qwertyui qwertyuiop qwerty123 qwerty12 " +
    "1q2w3e4r 1q2w3e4r5t 1qaz2wsx q1w2e3r4 zaq12wsx asdfghjk asdfghjkl asdf1234 zxcvbnm1 abcd1234 abcdefgh abc12345 " +
    "iloveyou iloveyou1 sunshine princess football baseball superman starwars trustno1 whatever computer internet " +
    "letmein1 letmein123 welcome1 welcome123 admin123 admin1234 administrator changeme changeme123 default1 " +
    "student1 student123 teacher1 teacher123 school123 school1234 myschool india123 india1234 mumbai123 delhi123 " +
    "krishna1 sairam123 omsairam jaimatadi hanuman1 bismillah pakistan cricket1 cricket123 testtest test1234 secret123 " +
    "monkey123 dragon123 shadow123 michael1 jennifer jordan23 liverpool chelsea1 arsenal1 corvette mercedes samsung1 " +
    "nothing1 blink182 pokemon1 minecraft naruto123 hello123 helloworld killer123 lovely123 babygirl 00000000 01234567")
    .split(" "),
);
