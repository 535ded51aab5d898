import { useEffect, useState } from "preact/hooks";
import { Preview, type PreviewOf } from "./preview.ts";

/** What saves while the page is open: see `TestEditing` and `QuestionEditing`. */
interface Editing {
  onChange: () => void;
  start: () => Promise<void>;
  stop: () => void;
  leave: () => void;
  readonly wouldLose: boolean;
  flush: () => Promise<boolean>;
}

/** Ties editing to the page: it is drawn again after each change, and saved when the page hides or the network is back. */
export function useEditing<T extends Editing>(
  make: () => T,
  preview: { html: string | null; of: PreviewOf | null },
): { it: T; preview: Preview } {
  const [, draw] = useState(0);
  const [{ it, shown }] = useState(() => {
    const shown = new Preview(preview.html, preview.of, () => draw((n) => n + 1));
    return { it: make(), shown };
  });
  useEffect(() => {
    it.onChange = () => draw((n) => n + 1);
    const leave = () => it.leave();
    const warn = (event: Event) => it.wouldLose && event.preventDefault();
    const again = () => void it.flush();
    addEventListener("pagehide", leave);
    addEventListener("beforeunload", warn);
    addEventListener("online", again);
    document.addEventListener("visibilitychange", again);
    void it.start();
    return () => {
      removeEventListener("pagehide", leave);
      removeEventListener("beforeunload", warn);
      removeEventListener("online", again);
      document.removeEventListener("visibilitychange", again);
      it.stop();
      shown.stop();
    };
  }, []);
  return { it, preview: shown };
}
