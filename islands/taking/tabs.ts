import { channel } from "../../lib/browser/channel.ts";

/** How long other tabs have to answer. */
const WAIT_MS = 300;

export interface OtherTabs {
  /** Writers of other tabs of this browser that show the test now. */
  live: string[];
  /** From now on answers other tabs in this name. */
  answerAs(writerId: string): void;
}

/** Asks the browser's other tabs whether they show the same test. */
export async function otherTabs(attemptId: string): Promise<OtherTabs> {
  const live = new Set<string>();
  let own: string | null = null;
  const say = channel(`taking-${attemptId}`, (said) => {
    if (said === "who" && own !== null) say({ here: own });
    const { here } = Object(said);
    if (typeof here === "string") live.add(here);
  });
  say("who");
  await new Promise((done) => setTimeout(done, WAIT_MS));
  return {
    live: [...live],
    answerAs: (writerId) => own = writerId,
  };
}
