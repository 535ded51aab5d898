import type { VNode } from "preact";
import { Card } from "../Card.tsx";
import { personPath } from "../../lib/model/process/paths.ts";

/** Where a student reads which rights every test obeys. */
export function RightsNote({ personId }: { personId: string }): VNode {
  return (
    <Card
      id="rights"
      title="Extra time and larger print"
      action={<a href={personPath(personId, "accommodation")}>See yours</a>}
    >
      <p class="muted">Every test follows them by itself.</p>
    </Card>
  );
}
