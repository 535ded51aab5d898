import type { VNode } from "preact";
import type { Status } from "../../lib/model/people/people_schema.ts";
import { Badge } from "../Badge.tsx";

/** Whether a person may sign in, where it is worth a word. */
export function StatusBadge({ status }: { status: Status }): VNode | null {
  if (status === "active") return null;
  return status === "pending"
    ? <Badge tone="accent">Not let in yet</Badge>
    : <Badge tone="warn">Suspended</Badge>;
}
