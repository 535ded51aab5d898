export type Listener = (message: unknown) => void;

/** Carries short messages between the requests and sockets of one product, over all its processes. */
export interface Bus {
  publish(topic: string, message?: unknown): void;
  /** @returns A function that unsubscribes. */
  subscribe(topic: string, listener: Listener): () => void;
}

/** The bus of a product in one process. */
export function memoryBus(): Bus {
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
  };
}

/** Something about one attempt changed. */
export function attemptTopic(attemptId: string): string {
  return `attempt:${attemptId}`;
}

/** Something about an assignment's room or one of its attempts changed. */
export function assignmentTopic(assignmentId: string): string {
  return `assignment:${assignmentId}`;
}

/** A person's sessions or rights changed. */
export function accessTopic(personId: string): string {
  return `access:${personId}`;
}
