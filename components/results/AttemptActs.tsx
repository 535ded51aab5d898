import type { ComponentChildren, VNode } from "preact";
import type { FieldError } from "../../lib/model/process/errors.ts";
import { Button } from "../Button.tsx";
import { Card } from "../Card.tsx";
import { errorFor } from "../ErrorSummary.tsx";
import { TextField } from "../TextField.tsx";

/** What can be done to an attempt, as in its URL. */
export type ActName = "reopen" | "void" | "unvoid" | "hand-in" | "take-late";

/** What a refused form held. */
export interface RefusedAct {
  act: ActName;
  minutes: string;
  reason: string;
  errors: readonly FieldError[];
}

export interface AttemptActsProps {
  /** Where an act of the attempt is sent. */
  hrefOf: (act: string) => string;
  state: "in_progress" | "paused" | "submitted" | "abandoned" | "voided";
  released: boolean;
  /** New for each page, so that a form sent twice opens once. */
  commandId: string;
  refused: RefusedAct | null;
}

/** Opens an attempt again, voids it, lets it count again, or hands it in: for who runs the test. */
export function AttemptActs(props: AttemptActsProps): VNode {
  const { state, released } = props;
  const ended = state === "submitted" || state === "abandoned";
  return (
    <Card title="Change this attempt">
      {released ? <p>The results are released. Take them back first.</p> : (
        <div class="stack">
          {ended && <Reopen {...props} />}
          {(state !== "submitted" && state !== "voided") && <HandIn {...props} />}
          {state === "voided" ? <Unvoid {...props} /> : <Void {...props} />}
        </div>
      )}
    </Card>
  );
}

function Reopen(props: AttemptActsProps): VNode {
  const { commandId } = props;
  const own = refusedOf(props, "reopen");
  return (
    <Act
      {...props}
      act="reopen"
      title="Open it again"
      text="The student goes on where it ended. Marks given by hand stay."
    >
      <input type="hidden" name="commandId" value={commandId} />
      <TextField
        id="reopen-minutes"
        name="minutes"
        label="Minutes to write from now"
        inputMode="numeric"
        width="short"
        autocomplete="off"
        value={own?.minutes ?? "10"}
        error={errorFor(own?.errors ?? [], "minutes")}
      />
      <Reason {...props} act="reopen" />
      <div class="buttons">
        <Button size="small">Open again</Button>
      </div>
    </Act>
  );
}

function HandIn(props: AttemptActsProps): VNode {
  return (
    <Act
      {...props}
      act="hand-in"
      title="Hand it in for the student"
      text="What is saved is marked as if the student had handed it in."
    >
      <div class="buttons">
        <Button size="small">Hand in</Button>
      </div>
    </Act>
  );
}

function Void(props: AttemptActsProps): VNode {
  return (
    <Act
      {...props}
      act="void"
      title="Void it"
      text="It counts nowhere, and the student may start anew while the test is open. Answers and marks are kept."
    >
      <Reason {...props} act="void" />
      <div class="buttons">
        <Button size="small" look="danger">Void</Button>
      </div>
    </Act>
  );
}

function Unvoid(props: AttemptActsProps): VNode {
  return (
    <Act {...props} act="unvoid" title="Let it count again" text="With the marks it had.">
      <Reason {...props} act="unvoid" />
      <div class="buttons">
        <Button size="small">Let it count</Button>
      </div>
    </Act>
  );
}

function Act(
  { hrefOf, act, title, text, children, refused }: AttemptActsProps & {
    act: ActName;
    title: string;
    text: string;
    children: ComponentChildren;
  },
): VNode {
  return (
    <details class="disclosure" open={refused?.act === act}>
      <summary>{title}</summary>
      <form method="post" action={hrefOf(act)} class="form" noValidate>
        <p>{text}</p>
        {children}
      </form>
    </details>
  );
}

function Reason(props: AttemptActsProps & { act: ActName }): VNode {
  const own = refusedOf(props, props.act);
  return (
    <TextField
      id={`${props.act}-reason`}
      name="reason"
      label="Reason"
      hint="For your colleagues; it stays in the log."
      most={300}
      autocomplete="off"
      value={own?.reason ?? ""}
      error={errorFor(own?.errors ?? [], "reason")}
    />
  );
}

function refusedOf({ refused }: AttemptActsProps, act: ActName): RefusedAct | null {
  return refused?.act === act ? refused : null;
}
