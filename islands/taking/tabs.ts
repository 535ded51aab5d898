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
  if (typeof BroadcastChannel === "undefined") return { live: [], answerAs: () => {} };
  const channel = new BroadcastChannel(`taking-${attemptId}`);
  const live = new Set<string>();
  let own: string | null = null;
  channel.onmessage = ({ data }) => {
    if (data === "who" && own !== null) channel.postMessage({ here: own });
    else if (typeof data?.here === "string") live.add(data.here);
  };
  channel.postMessage("who");
  await new Promise((done) => setTimeout(done, WAIT_MS));
  return {
    live: [...live],
    answerAs: (writerId) => own = writerId,
  };
}
