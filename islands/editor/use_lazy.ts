import { useState } from "preact/hooks";

/** A part of the page whose script is loaded when it is first wanted, so that no page pays for what few open. */
export function useLazy<T extends object>(
  load: () => Promise<T>,
): { Part: T | null; want: () => Promise<boolean> } {
  const [part, setPart] = useState<T | null>(null);
  async function want(): Promise<boolean> {
    if (part !== null) return true;
    const loaded = await load().catch(() => null);
    setPart(() => loaded);
    return loaded !== null;
  }
  return { Part: part, want };
}
