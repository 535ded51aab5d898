/** Longer than this a test of `deno task test` needs an entry below, seconds on two cores that do little else. */
export const USUAL_S = 5;

/** Tests that are longer, and why. An entry that no test bears is refused. */
export const BUDGET: Readonly<Record<string, { seconds: number; why: string }>> = {
  "what staff do is done whole when it is cut off at any write and sent again": {
    seconds: 40,
    why: "45 acts, each cut before and after each of its writes in a school of its own",
  },
  "seedDemo()": { seconds: 30, why: "makes the whole demo school twice, and reads every row" },
  "every operation of one school leaves a school with the same ids as it was": {
    seconds: 20,
    why: "every writing operation in two schools, all of the other compared after each",
  },
  "what is cut off at any write and sent again is made once and whole": {
    seconds: 10,
    why: "each way to make something, cut at each of its writes",
  },
  "1,000 pupils behind one address are in at once while another device there guesses at 20/s": {
    seconds: 10,
    why: "a thousand passwords are hashed as the product hashes them",
  },
};
