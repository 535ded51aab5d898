import type { VNode } from "preact";

/** The product's mark: a P whose foot is a tick. Decorative, the name stands beside it. */
export function Logo({ size = 28 }: { size?: number }): VNode {
  return (
    <svg
      class="logo"
      width={size}
      height={size}
      viewBox="0 0 28 28"
      fill="none"
      stroke="currentColor"
      stroke-width="2.6"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      <rect width="28" height="28" stroke="none" />
      <path d="M8 20.5V7.5h6.4a4.4 4.4 0 0 1 0 8.8H12" />
      <path d="m15.5 19.2 2.2 2.2 4.3-4.6" />
    </svg>
  );
}
