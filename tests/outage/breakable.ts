import { Guard } from "../../lib/store/outage/guard.ts";

/** Stands for a lost connection. */
export class ConnectionLost extends Error {}

/** How a server treats a call. */
export type Mood =
  | "up"
  /** The call never arrives. */
  | "refuses"
  /** It is carried out, and the answer is lost. */
  | "loses_answers";

export interface Breakable {
  guard: Guard;
  /** The same store, its calls treated by the mood of the moment. */
  breaking<T extends object>(store: T): T;
  setMood(mood: Mood): Promise<void>;
  /** Waits until nothing is asked any more, also beside what a test waits for. */
  idle(): Promise<void>;
}

/** A server whose mood a test sets, behind a real guard that is told of it at once. */
export async function breakable(now: () => number = Date.now): Promise<Breakable> {
  let mood: Mood = "up";
  let [begun, ended] = [0, 0];
  const dependency = {
    name: "test",
    probe: () => mood === "up" ? Promise.resolve() : Promise.reject(new ConnectionLost("lost")),
    isOutage: (error: unknown) => error instanceof ConnectionLost,
  };
  const guard = new Guard(dependency, { now, changed: () => {} });
  await guard.ask();
  return {
    guard,
    breaking: (store) =>
      new Proxy(store, {
        get(target, name) {
          const value: unknown = Reflect.get(target, name, target);
          if (typeof value !== "function") return value;
          return async (...given: unknown[]) => {
            if (mood === "refuses") throw new ConnectionLost("refused");
            begun++;
            const answer: unknown = await Reflect.apply(value, target, given)
              .finally(() => ended++);
            if ((mood as Mood) === "loses_answers") throw new ConnectionLost("answer lost");
            return answer;
          };
        },
      }),
    async setMood(value) {
      mood = value;
      if (value === "up") await guard.ask();
    },
    async idle() {
      for (let before = -1; before !== begun || begun > ended;) {
        before = begun;
        await new Promise((done) => setTimeout(done));
      }
    },
  };
}
