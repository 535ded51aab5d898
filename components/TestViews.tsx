import type { VNode } from "preact";
import { Segmented } from "./Tabs.tsx";

/** The lists of a teacher's tests: those written, what was given to classes, and what was put away. */
export function TestViews({ current }: { current: "written" | "given" | "archived" }): VNode {
  const items = [
    { id: "written", href: "/tests", label: "Written" },
    { id: "given", href: "/tests/given", label: "Given" },
    { id: "archived", href: "/tests?archived=true", label: "Archived" },
  ];
  return (
    <Segmented
      label="Which tests"
      items={items.map(({ id, ...item }) => ({ ...item, current: id === current }))}
    />
  );
}
