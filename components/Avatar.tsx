import type { VNode } from "preact";
import { initials } from "../lib/model/people/initials.ts";

/** Initials in a circle; decorative, the name stands beside it. */
export function Avatar({ name }: { name: string }): VNode {
  return <span class="avatar" aria-hidden="true">{initials(name)}</span>;
}
