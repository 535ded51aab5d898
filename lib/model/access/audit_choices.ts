export interface Choice {
  value: string;
  label: string;
}

/** What the audit log can be narrowed to; what is asked for already is always among it. */
export interface AuditChoices {
  /** Staff, and who is asked for. */
  actors: Choice[];
  /** Newest year first; none for the administrator of the installation. */
  classes: Choice[];
  /** The newest given to the class asked for. */
  tests: Choice[];
}
