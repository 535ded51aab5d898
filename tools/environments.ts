/**
 * Folders of tests that need more than Deno, and what: `deno task test` leaves them out, tasks of their own run them. Tests in
 * `tests/contracts`, `tests/engines` and `tests/processes` meet MongoDB and Redis too where their addresses are set.
 */
export const ENVIRONMENTS = {
  "tests/e2e": "Chromium",
  "tests/faults": "servers of their own, which they kill",
  "tests/api": "Python",
  "tests/image": "a builder of images",
} as const;

/** Their paths. */
export const OWN_FOLDERS: readonly string[] = Object.keys(ENVIRONMENTS);
