/** Server clock, milliseconds since the Unix epoch; given as an argument so that tests set it. */
export interface Clock {
  now: () => number;
}
