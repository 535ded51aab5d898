import type { DemoTest } from "./test_shapes.ts";
import { LANGUAGE_TESTS } from "./tests/languages.ts";
import { MATHEMATICS_TESTS } from "./tests/mathematics.ts";
import { SCIENCE_TESTS } from "./tests/science.ts";

/** Every test of the demo school. */
export const TESTS: readonly DemoTest[] = [
  ...MATHEMATICS_TESTS,
  ...SCIENCE_TESTS,
  ...LANGUAGE_TESTS,
];
