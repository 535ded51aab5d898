import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";

/** A dialog that is open from its first drawing. */
export function useModal(): RefObject<HTMLDialogElement> {
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => ref.current?.showModal(), []);
  return ref;
}
