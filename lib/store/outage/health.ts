import type { Log } from "../../process/log.ts";
import type { Health } from "./guard.ts";

/** A dependency as `/readyz` and the operator see it. */
export interface Connection {
  name: string;
  health(): Health;
  /** Without it nothing can be served that was not read before. */
  primary: boolean;
  /** Acknowledged changes that it does not have yet. */
  waiting(): number;
  /** Acknowledged changes that it refused for good. */
  parked(): number;
  /** Whether changes are acknowledged while it is away. */
  journalled(): boolean;
}

/** A dependency that nothing waits for: while it is away the product does without. */
export function optionalConnection(name: string, health: () => Health): Connection {
  return {
    name,
    health,
    primary: false,
    waiting: () => 0,
    parked: () => 0,
    journalled: () => false,
  };
}

/** Writes down that a dependency was lost, or is there. */
export function healthLog(log: Log, name: string): (health: Health) => void {
  return ({ state, problem }) =>
    log({ event: "dependency", name, state, problem: state === "up" ? null : problem });
}

export interface Readiness {
  state: "ready" | "degraded" | "not_ready";
  /** One sentence for each dependency that is away; no addresses. */
  reasons: readonly string[];
}

/** Something wrong with the machine itself, as whoever runs it is told. */
export interface Trouble {
  /** Whether pages can still be read. */
  serves: boolean;
  /** A sentence without its capital and period; no addresses. */
  text: string;
}

/** Whether this process should get traffic, and what it lacks. */
export function readinessOf(
  connections: readonly Connection[],
  troubles: readonly Trouble[] = [],
): Readiness {
  const reasons = [
    ...connections.flatMap((it) => [reasonOf(it) ?? [], setAside(it) ?? []].flat()),
    ...troubles.map(({ text }) => text),
  ];
  const closed = troubles.some(({ serves }) => !serves) ||
    connections.some(({ primary, health, journalled }) =>
      primary && (health().state === "connecting" || health().state === "down" && !journalled())
    );
  const state = closed ? "not_ready" : reasons.length > 0 ? "degraded" : "ready";
  return { state, reasons };
}

function setAside({ name, parked }: Connection): string | null {
  const count = parked();
  return count === 0 ? null : `${name} refused ${count} acknowledged changes, which are set aside`;
}

function reasonOf({ name, health, waiting }: Connection): string | null {
  const { state, sinceAt } = health();
  const since = new Date(sinceAt).toISOString();
  const count = waiting();
  const waits = count === 0 ? "" : `; ${count} acknowledged changes wait in the journal`;
  switch (state) {
    case "connecting":
      return `${name} has not been reached since the start at ${since}`;
    case "down":
      return `${name} has been away since ${since}${waits}`;
    case "up":
      return count === 0 ? null : `${name} is back since ${since}${waits}`;
  }
}
