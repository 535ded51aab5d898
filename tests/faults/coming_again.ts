import { wait } from "./random.ts";

const FOR_MS = 60_000;

/** The answer to a request, asked again while it is to come again (503), as on a machine that has too much to do. */
export async function comingAgain(url: string, init: RequestInit = {}): Promise<Response> {
  const giveUp = performance.now() + FOR_MS;
  for (;;) {
    const response = await fetch(url, init);
    if (response.status !== 503 || performance.now() > giveUp) return response;
    await response.body?.cancel();
    await wait(100);
  }
}
