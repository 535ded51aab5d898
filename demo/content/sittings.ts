import { respond, type Respondent, type Simulated } from "./responses.ts";
import { requireQuestion } from "./questions/all.ts";
import { type Dice, diceFrom } from "./seeded.ts";
import { type DemoStudent, studentsOf } from "./people.ts";
import { type DemoAssignment, type DemoTest, instantOf, MINUTE } from "./test_shapes.ts";

/** One student's sitting of an assignment, as it stands at `now`. */
export interface Sitting {
  student: DemoStudent;
  /** Milliseconds since the Unix epoch. */
  startedAt: number;
  /** `null` while still writing. */
  handedInAt: number | null;
  /** By question key in the order given; a question not reached, or left out, is not there. */
  answers: readonly (readonly [question: string, answer: Simulated])[];
  /** Question keys. */
  flagged: readonly string[];
  /** Whether a teacher has marked the essays of this sitting. */
  marked: boolean;
}

/** Students are better at one subject than at another. */
function respondent(test: DemoTest, student: DemoStudent): Respondent {
  const liking = diceFrom(`nilgiri/liking/${student.username}/${test.subject}`).normal();
  const ability = student.ability + 0.35 * liking;
  return { ability, seed: `nilgiri/${test.key}/${student.username}` };
}

interface Span {
  startedAt: number;
  handedInAt: number;
}

/** Starts in the first minutes and writes for 60 to 97 % of the time; practices spread over days. */
function span(assignment: DemoAssignment, dice: Dice, now: number): Span {
  const opensAt = instantOf(assignment.opens, now);
  const closesAt = assignment.closes === null ? now : instantOf(assignment.closes, now);
  if (assignment.practice) {
    const free = Math.max(0, Math.min(now, closesAt) - opensAt - 25 * MINUTE);
    const startedAt = Math.round(opensAt + dice.next() * free);
    return { startedAt, handedInAt: startedAt + Math.round((6 + 14 * dice.next()) * MINUTE) };
  }
  const startedAt = opensAt + Math.round((5 + 175 * dice.next()) * 1_000);
  const part = 0.6 + 0.37 * dice.next();
  // Whoever has handed in of a test still running was quick.
  const length = Math.min(assignment.limitMs ?? closesAt - opensAt, Math.max(0, now - startedAt));
  return { startedAt, handedInAt: startedAt + Math.round(length * part) };
}

/**
 * Who sits an assignment, when, and with which answers. Same `now`, same sittings; another `now` moves only the times.
 *
 * A writing student has answered as many questions as the time since the start allows.
 */
export function sittingsOf(test: DemoTest, assignment: DemoAssignment, now: number): Sitting[] {
  const room = diceFrom(`nilgiri/${test.key}/${assignment.classKey}`);
  const sitters = room.shuffled(studentsOf(assignment.classKey)).slice(0, assignment.sitters);
  const keys = test.sections.flatMap((it) => it.slots.map((slot) => slot.question));
  return sitters.map((student, i) => {
    const dice = diceFrom(`nilgiri/sitting/${test.key}/${student.username}`);
    const { startedAt, handedInAt } = span(assignment, dice, now);
    const writes = i < assignment.writing;
    const endAt = writes ? null : Math.min(handedInAt, now);
    const speed = 0.8 + 0.5 * dice.next();
    const part = (now - startedAt) / (assignment.limitMs ?? 1);
    const reached = writes
      ? Math.min(keys.length, Math.floor(keys.length * part * speed))
      : keys.length;
    const who = respondent(test, student);
    const answers = keys.slice(0, reached)
      .map((key) => [key, respond(requireQuestion(key), who)] as const)
      .filter(([, answer]) => answer.response !== null);
    const flagged = keys.slice(0, reached).filter(() => dice.next() < 0.04);
    const marked = i < Math.round(assignment.marked * sitters.length);
    return { student, startedAt, handedInAt: endAt, answers, flagged, marked };
  });
}
