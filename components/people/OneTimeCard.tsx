import type { ComponentChildren, VNode } from "preact";
import { ONE_TIME_DAYS } from "../../lib/model/access/one_time.ts";
import type { Person } from "../../lib/model/people/people_schema.ts";
import { Card } from "../Card.tsx";

export interface OneTimeCardProps {
  person: Pick<Person, "name" | "email" | "username">;
  password: string;
  /** Buttons. */
  children?: ComponentChildren;
}

/** What is handed to a person so that they can sign in; shown this once. */
export function OneTimeCard({ person, password, children }: OneTimeCardProps): VNode {
  return (
    <Card
      id="one-time"
      title={person.name}
      current
      foot={`Write it down or print it: it is not shown again. It lets in for ${ONE_TIME_DAYS} days; at the first sign-in they choose their own.`}
    >
      <div class="stack">
        <dl class="definitions">
          <dt>Signs in as</dt>
          <dd>
            <code class="one-time">{person.username ?? person.email}</code>
          </dd>
          <dt>One-time password</dt>
          <dd>
            <code class="one-time">{password}</code>
          </dd>
        </dl>
        {children && <div class="buttons no-print">{children}</div>}
      </div>
    </Card>
  );
}
