import type { VNode } from "preact";
import type { SetupStep } from "../lib/model/home/setup_step.ts";
import { Card } from "./Card.tsx";
import { Icon } from "./icons.tsx";
import { LinkButton } from "./Button.tsx";
import { Row, Rows } from "./Rows.tsx";

/** What a new school still needs; the first open step is the page's primary act. */
export function SetupList({ steps }: { steps: readonly SetupStep[] }): VNode {
  const done = steps.filter((step) => step.done).length;
  const next = steps.find((step) => !step.done);
  return (
    <Card id="setup" title="Set up the school" note={`${done} of ${steps.length} done`} flush ruled>
      <Rows>
        {steps.map((step) => (
          <Row
            key={step.id}
            lead={
              <span class={step.done ? "good" : "hint"}>
                <Icon name={step.done ? "circle-check" : "circle-dashed"} size={20} />
              </span>
            }
            title={step.label}
            note={step.done ? "Done" : undefined}
            detail={step.detail}
            end={
              <LinkButton
                size="small"
                href={step.href}
                look={step === next ? "primary" : "plain"}
                label={`${step.done ? "Open" : "Begin"}: ${step.label}`}
              >
                {step.done ? "Open" : "Begin"}
              </LinkButton>
            }
          />
        ))}
      </Rows>
    </Card>
  );
}
