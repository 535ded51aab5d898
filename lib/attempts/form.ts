import type { Attempt } from "../model/attempts/attempt_schema.ts";
import type { ClientEvent } from "../model/attempts/attempt_wire_schema.ts";
import type { QuestionResponse } from "../model/questions/question_schema.ts";
import { canonicalResponse } from "../model/attempts/response.ts";
import type { User } from "../access/user.ts";
import { type AttemptDeps, contextOf, paperOf, requireOwn, tell } from "./context.ts";
import { requirePace } from "./growth.ts";
import { ended, settled, standsStill } from "./hand_in.ts";
import { lastOf, merge } from "./merge.ts";
import { isOpen } from "./projection.ts";
import { checkAgainstPaper } from "./responses.ts";
import { arrivalOf } from "./save.ts";

/** The writer of the page without script: the server numbers what it sends. */
export const FORM_WRITER = "plainform";

export interface FormCommand {
  user: User;
  attemptId: string;
  /** The attempt's `seq` when the form was rendered: what another page wrote since is not written over. */
  base: number;
  responses: ReadonlyMap<string, QuestionResponse>;
}

/**
 * Takes what changed in a posted form.
 *
 * @throws {DomainError} `not_found`; `invalid` for what does not fit the paper; `closed/late` after the end;
 * `conflict/paused` when it was held for the teacher; `rate` while the form before was so long that this one has to wait.
 */
export async function saveForm(
  deps: AttemptDeps,
  { user, attemptId, base, responses }: FormCommand,
): Promise<Attempt> {
  const own = await requireOwn(deps, user, attemptId);
  const [context, paper] = await Promise.all([contextOf(deps, own), paperOf(deps, own)]);
  const present = await settled(deps, own, context);
  const { attempt, result } = await deps.attempts.append(present, "all", (now) => {
    if (!isOpen(now.attempt)) throw ended();
    const arrival = arrivalOf(now.attempt, context, deps.now());
    const last = lastOf(now.attempt, FORM_WRITER);
    const changed = [...responses].filter(([slotId, response]) =>
      canonicalResponse(now.answers.get(slotId)?.response ?? null) !== canonicalResponse(response)
    );
    const events = changed.map(([slotId, response], i): ClientEvent => ({
      n: last + 1 + i,
      type: "answered",
      slotId,
      response,
      base,
    }));
    checkAgainstPaper(paper, events);
    // A whole form is one act, however many answers it holds.
    requirePace(now.attempt.writers[FORM_WRITER], Math.min(1, events.length), arrival.at);
    const merged = merge(now, { writerId: FORM_WRITER, follows: [], events }, arrival);
    const patch = { lastSeenAt: arrival.at };
    return { events: merged.events, patch, result: { isHeld: merged.held.length > 0 } };
  });
  tell(deps, attempt);
  if (result.isHeld) throw standsStill();
  return attempt;
}
