import type { VNode } from "preact";
import { formatInstant, type TimeStyle } from "../../lib/model/text/format.ts";
import type { StudentReview } from "../../lib/model/review/student_review_schema.ts";
import { Banner } from "../Banner.tsx";
import { EmptyState } from "../EmptyState.tsx";
import { PageHead } from "../PageHead.tsx";
import { ReviewCard } from "./ReviewCard.tsx";
import { ReviewScore } from "./ReviewScore.tsx";
import { attemptPath } from "../../lib/model/process/paths.ts";

export interface ReviewViewProps {
  review: StudentReview;
  /** Every question, or only those worth another look. */
  all: boolean;
  /** "You", or the student's name for others. */
  who: string;
  style: TimeStyle;
}

/** A handed-in test, as far as its rules allow. */
export function ReviewView({ review, all, who, style }: ReviewViewProps): VNode {
  const { title, subject, fields, items, held } = review;
  const again = items.filter(({ outcome }) => outcome === "part" || outcome === "none");
  const judged = items.some(({ outcome }) => outcome !== null);
  const shown = all || !judged ? items : again;
  const base = attemptPath(review.attemptId, "review");
  const hrefOf = (number: number) =>
    shown.some((it) => it.number === number) ? `#q${number}` : `${base}?all=1#q${number}`;
  return (
    <div class="review">
      <PageHead title={title} {...(subject && { sub: subject })} />
      {fields.length === 0
        ? <EmptyState title="Not released yet.">Your teacher will let you know.</EmptyState>
        : (
          <>
            <ReviewScore review={review} style={style} hrefOf={hrefOf} />
            {held && (
              <Banner>
                Right answers, and how each question went, appear when everybody has finished this
                test: whoever still sits it must not hear them before.{" "}
                {until(review.heldUntilAt, style)}
              </Banner>
            )}
            <Heading {...{ judged, all, base }} total={items.length} again={again.length} />
            {shown.map((item) => (
              <ReviewCard key={item.slotId} item={item} who={who} locale={style.locale} />
            ))}
          </>
        )}
    </div>
  );
}

/** Names nobody: who still sits the test is for the teacher to know. */
function until(at: number | null, style: TimeStyle): string {
  return at === null
    ? "When that will be is not known yet."
    : `As times stand now, that is at ${formatInstant(at, style)} at the latest.`;
}

function Heading({ judged, all, base, total, again }: {
  judged: boolean;
  all: boolean;
  base: string;
  total: number;
  again: number;
}): VNode {
  if (!judged) return <h2>{total === 1 ? "Your answer" : "Your answers"}</h2>;
  return (
    <div class="row row--between review__heading">
      <h2>
        {all
          ? "All questions"
          : again === 0
          ? "Full marks in every question"
          : "Look at these again"}
      </h2>
      {all
        ? again > 0 && <a href={base}>Look at these again</a>
        : <a href={`${base}?all=1`}>All {total}</a>}
    </div>
  );
}
