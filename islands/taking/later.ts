import { useEffect, useState } from "preact/hooks";

/** A module once it is wanted and has come; it is asked for again at the next drawing when that failed. */
export function useLater<T>(wanted: boolean, load: () => Promise<T>): T | null {
  const [loaded, setLoaded] = useState<{ module: T } | null>(null);
  useEffect(() => {
    if (!wanted || loaded !== null) return;
    load().then((module) => setLoaded({ module }), () => {
      // Without network there is nothing to show yet.
    });
  });
  return loaded?.module ?? null;
}
