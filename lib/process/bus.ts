import { keyOf, type RowRef } from "../store/store.ts";

export type Listener = (message: unknown) => void;

/**
 * Carries short messages between the requests and sockets of one product, over all its processes. A message is a hint to
 * read something again: it may come twice, and {@linkcode Bus.connected} says when one may not come.
 */
export interface Bus {
  /** Tells the listeners of this process at once, those of others soon; never fails. */
  publish(topic: string, message?: unknown): void;
  /** @returns A function that unsubscribes. */
  subscribe(topic: string, listener: Listener): () => void;
  /** Whether this process hears the others. While it does not, whoever shows something reads it again by itself. */
  connected(): boolean;
}

export interface LocalBus extends Bus {
  /** What somebody listens to. */
  topics(): string[];
}

/** The bus of a product in one process. */
export function memoryBus(): LocalBus {
  const topics = new Map<string, Set<Listener>>();
  return {
    publish(topic, message) {
      for (const listener of topics.get(topic) ?? []) listener(message);
    },
    subscribe(topic, listener) {
      const listeners = topics.get(topic) ?? new Set();
      topics.set(topic, listeners.add(listener));
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0 && topics.get(topic) === listeners) topics.delete(topic);
      };
    },
    connected: () => true,
    topics: () => [...topics.keys()],
  };
}

/** Something about one attempt changed. */
export function attemptTopic(attempt: RowRef): string {
  return `attempt:${keyOf(attempt)}`;
}

/** Something about an assignment's room or one of its attempts changed. */
export function assignmentTopic(assignment: RowRef): string {
  return `assignment:${keyOf(assignment)}`;
}

/** A person's sessions or rights changed. */
export function accessTopic(person: RowRef): string {
  return `access:${keyOf(person)}`;
}
