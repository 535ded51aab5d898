import type { ComponentChildren, VNode } from "preact";
import { type Crumb, PageHead } from "./PageHead.tsx";
import { Tabs } from "./Tabs.tsx";
import { assignmentPath, TESTS_PATH } from "../lib/model/process/paths.ts";

export type AssignmentTab = "room" | "marking" | "results" | "settings";

export interface AssignmentHeadProps {
  assignmentId: string;
  title: string;
  /** As "Class 10 B, 36 students". */
  audience: string;
  current: AssignmentTab;
  /** Answers that wait for marks. */
  waiting?: number;
  badge?: ComponentChildren;
  actions?: ComponentChildren;
  /** Of the list that the reader comes from; a teacher's tests unless given. */
  from?: Crumb;
  /** Who only sees the results finds no way to the other pages; `true` unless given. */
  runs?: boolean;
}

/** Head of the pages about one assignment: room, marking, results, settings. */
export function AssignmentHead(props: AssignmentHeadProps): VNode {
  const { assignmentId, current, waiting = 0, runs = true } = props;
  const { from = { label: "Tests", href: TESTS_PATH } } = props;
  const all: { id: AssignmentTab; label: string }[] = [
    { id: "room", label: "Room" },
    { id: "marking", label: waiting > 0 ? `Marking ${waiting}` : "Marking" },
    { id: "results", label: "Results" },
    { id: "settings", label: "Settings" },
  ];
  const tabs = all.filter(({ id }) => runs || id === current);
  return (
    <PageHead
      title={props.title}
      crumbs={[from, { label: props.audience }]}
      badge={props.badge}
      actions={props.actions}
      tabs={
        <Tabs
          label="This test"
          tabs={tabs.map(({ id, label }) => ({
            href: assignmentPath(assignmentId, id),
            label,
            current: id === current,
          }))}
        />
      }
    />
  );
}
