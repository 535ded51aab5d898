import type { VNode } from "preact";
import { formatDate, type TimeStyle } from "../../lib/model/text/format.ts";
import type { AccommodationView } from "../../lib/model/people/person_command_schema.ts";
import { Card } from "../Card.tsx";
import { EmptyState } from "../EmptyState.tsx";
import { SCALES } from "./AccommodationFields.tsx";

export interface AccommodationFactsProps {
  rights: AccommodationView | null;
  style: TimeStyle;
}

/** The rights in words, for those who do not grant them. */
export function AccommodationFacts({ rights, style }: AccommodationFactsProps): VNode {
  if (rights === null) {
    return (
      <Card>
        <EmptyState title="No extra time.">
          The principal or the school office grants it.
        </EmptyState>
      </Card>
    );
  }
  const { timeFactor, display, hideTimer, validFromAt, validToAt, note } = rights;
  const extra = Math.round((timeFactor - 1) * 100);
  const scale = SCALES.find(({ value }) => Number(value) === display.scale)?.label;
  return (
    <Card foot="Every test follows this by itself.">
      <dl class="definitions">
        <dt>Time</dt>
        <dd>{extra === 0 ? "No extra time" : `${extra}% more`}</dd>
        <dt>Text</dt>
        <dd>{scale ?? `${Math.round(display.scale * 100)}%`}</dd>
        <dt>Contrast</dt>
        <dd>{display.contrast === "high" ? "High" : "Usual"}</dd>
        <dt>Letters</dt>
        <dd>{display.font === "legible" ? "Wide, easy to tell apart" : "Usual"}</dd>
        <dt>Clock</dt>
        <dd>{hideTimer ? "Hidden at first" : "Shown"}</dd>
        <dt>Holds</dt>
        <dd>
          {`from ${formatDate(validFromAt, style, { year: true })}`}
          {validToAt !== null && ` to ${formatDate(validToAt - 1, style, { year: true })}`}
        </dd>
        {note && (
          <>
            <dt>Note</dt>
            <dd>{note}</dd>
          </>
        )}
      </dl>
    </Card>
  );
}
