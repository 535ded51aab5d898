/** One story an ability in Chromium, or a few: what CI runs of `tests/e2e`. All of it: `deno task prove browser`. */
export const STORIES: Readonly<Record<string, readonly string[]>> = {
  // Set-up, people, classes, writing, assigning, taking through a cut network, room, marking, release, results, with axe.
  "tests/e2e/main_loop_test.ts": [
    "the main job on the embedded store: a school is made, a teacher sets a test, a student takes it, everyone sees the result",
  ],
  "tests/e2e/taking_test.ts": [
    "a student on a phone loses the network and goes on",
    "what was written without network is sent at the next load",
    "the teacher's room reaches the page within 2 seconds",
  ],
  "tests/e2e/authoring_test.ts": [
    "a teacher writes a test of all kinds, closes the tab while typing, comes back and publishes",
    "what is typed without network is kept on the device and sent later",
    "the bank is searched, a question is written there and taken into a test",
  ],
  "tests/e2e/marking_test.ts": [
    "a teacher marks with the keyboard alone, undoes, and comes back later",
    "what is typed survives a failed save and a reload",
    "results pages hold in both themes and on phones",
  ],
  "tests/e2e/csv_test.ts": ["a file is downloaded as the school has it, and as chosen"],
  "tests/e2e/audit_test.ts": [
    "who did what is narrowed and fits, and a guardian's row opens wherever it is pressed",
  ],
  "tests/e2e/arrival_test.ts": ["what was typed is not thrown away by loading again"],
  "tests/e2e/sideways_test.ts": ["main pages of three roles scroll sideways at no common width"],
};
