export interface SetupStep {
  id: "year" | "subjects" | "people" | "classes" | "students" | "teachings";
  label: string;
  /** What it is for, or what is there. */
  detail: string;
  href: string;
  done: boolean;
}
