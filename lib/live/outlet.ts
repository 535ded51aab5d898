import { CLOSE, type LiveEvent } from "../model/live/live.ts";

/** One way to a browser. */
export interface Outlet {
  send(text: string): void;
  /** Bytes handed over and not yet on the wire. */
  buffered(): number;
  close(code: number, reason: string): void;
}

/** Above this nothing more is sent: the runtime would queue it in memory without end. */
const MOST_BUFFERED = 256 * 1_024;

/**
 * Sends an event, or closes a reader too slow for it; the client comes back and asks for the state.
 *
 * @returns Whether it was sent.
 */
export function sendEvent(outlet: Outlet, event: LiveEvent): boolean {
  if (outlet.buffered() > MOST_BUFFERED) {
    outlet.close(CLOSE.tooSlow, "too slow");
    return false;
  }
  outlet.send(JSON.stringify(event));
  return true;
}
