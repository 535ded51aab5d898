/** Longest comment to a student, in UTF-16 code units. */
export const MAX_COMMENT = 2_000;
