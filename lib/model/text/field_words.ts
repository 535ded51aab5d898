/** What fields of forms and bodies are called in a sentence. @module */

const TYPED: ReadonlyMap<string, string> = new Map(Object.entries({
  opensAt: "when it opens",
  closesAt: "when it closes",
  limitMinutes: "the time limit in minutes",
  limitMs: "the time limit in milliseconds",
  extraMinutes: "the extra time in minutes",
  extraMs: "the extra time in milliseconds",
  attemptsAllowed: "the attempts",
  reason: "a reason",
  title: "a title",
  name: "a name",
  schoolName: "the school's name",
  from: "the first day",
  until: "the last day",
  validFrom: "the first day",
  validTo: "the last day",
  email: "an e-mail address",
  username: "a username",
  rollNumber: "a roll number",
  password: "a password",
  current: "your present password",
  next: "a new password",
  code: "the code",
  timePercent: "the extra time in per cent",
  passPercent: "the per cent from which a result passes",
  note: "a note",
  mark: "a mark",
  comment: "a comment",
  text: "a text",
}));

const CHOSEN: ReadonlyMap<string, string> = new Map(Object.entries({
  audience: "who takes it",
  studentId: "a student",
  studentIds: "the students",
  lateStart: "what time is left to who starts late",
  counts: "which attempt counts",
  purpose: "what it is for",
  onExpiry: "what happens when time is up",
  rightAnswers: "when right answers are shown",
  subjectId: "a subject",
  bankId: "a bank",
  kind: "a kind",
  act: "what to do",
  sharing: "who may use it",
  yearId: "a year",
  classId: "a class",
  classTeacherId: "a class teacher",
  teacherId: "a teacher",
  guardianId: "a guardian",
  childId: "a child",
  role: "a role",
  status: "whether they may sign in",
  timeZone: "a time zone",
  locale: "a language",
  theme: "a look",
  scale: "a size of text",
  contrast: "a contrast",
  font: "a typeface",
}));

/** Hidden fields of pages: which version of a thing was read. */
const READ = new Set(["rev", "draftRev", "baseVersion"]);

/** What is said of a field that was left empty, by its name; `null` for one without words of its own. */
export function missingField(field: string): string | null {
  if (READ.has(field)) return "This does not say which version you read. Load it again";
  const chosen = CHOSEN.get(field);
  if (chosen !== undefined) return `Choose ${chosen}`;
  const typed = TYPED.get(field);
  return typed === undefined ? null : `Enter ${typed}`;
}

/** Whether one chooses what the field holds. */
export function isChosen(field: string): boolean {
  return CHOSEN.has(field);
}
