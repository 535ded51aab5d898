/** The event by which a page hears that one of its scripts did not arrive. */
export const MISSING = "script-missing";
