import type { VNode } from "preact";
import { Segmented } from "./Tabs.tsx";
import { GIVEN_PATH, TESTS_PATH } from "../lib/model/process/paths.ts";

/** The lists of a teacher's tests: those written, what was given to classes, and what was put away. */
export function TestViews({ current }: { current: "written" | "given" | "archived" }): VNode {
  const items = [
    { id: "written", href: TESTS_PATH, label: "Written" },
    { id: "given", href: GIVEN_PATH, label: "Given" },
    { id: "archived", href: `${TESTS_PATH}?archived=true`, label: "Archived" },
  ];
  return (
    <Segmented
      label="Which tests"
      items={items.map(({ id, ...item }) => ({ ...item, current: id === current }))}
    />
  );
}
