import type { VNode } from "preact";
import { formatDay, type TimeStyle } from "../../lib/model/text/format.ts";
import { formatMax, formatNumber, formatPercent } from "../../lib/model/text/format_number.ts";
import type { Outcome, StudentReview } from "../../lib/model/review/student_review_schema.ts";
import { Badge } from "../Badge.tsx";
import { Icon, type IconName } from "../icons.tsx";

export interface ReviewScoreProps {
  review: StudentReview;
  style: TimeStyle;
  /** Where a question's number leads. */
  hrefOf: (number: number) => string;
}

const OUTCOMES: readonly { outcome: Outcome; icon: IconName; word: string }[] = [
  { outcome: "full", icon: "check", word: "full" },
  { outcome: "part", icon: "circle-dot-dashed", word: "part" },
  { outcome: "none", icon: "minus", word: "none" },
  { outcome: "waiting", icon: "hourglass", word: "not marked yet" },
];

/** The sum, when it came, and how each question did. */
export function ReviewScore({ review, style, hrefOf }: ReviewScoreProps): VNode {
  const { mark, maxMark, percent, waiting, items } = review;
  const { locale } = style;
  return (
    <section class="card review-score" aria-label="Result">
      {mark !== null && (
        <p class="review-score__line">
          <span class="score">
            {formatNumber(mark, locale)} <small>of {formatMax(maxMark, locale)}</small>
          </span>
          {percent !== null && <Badge tone="accent">{formatPercent(percent / 100, locale)}</Badge>}
        </p>
      )}
      <p class="review-score__about">
        {released(review, style)}
        {waiting !== null && waiting > 0 && ` ${waits(waiting)}`}
        {review.classMean !== null &&
          ` The class mean is ${formatPercent(review.classMean / 100, locale)}.`}
      </p>
      {items.some(({ outcome }) => outcome !== null) && (
        <>
          <ol role="list" class="outcomes" aria-label="Questions">
            {items.map((item) => <OutcomeMark key={item.slotId} {...{ item, hrefOf }} />)}
          </ol>
          <Legend items={items} />
        </>
      )}
    </section>
  );
}

function released({ releasedAt, releasedBy, practice }: StudentReview, style: TimeStyle): string {
  if (practice) return "A practice test: the result is yours alone.";
  if (releasedAt === null) return "Not released yet.";
  const by = releasedBy === null ? "" : ` by ${releasedBy}`;
  return `Released${by} on ${formatDay(releasedAt, style)}.`;
}

function waits(waiting: number): string {
  return waiting === 1 ? "1 answer waits for marks." : `${waiting} answers wait for marks.`;
}

function OutcomeMark({ item, hrefOf }: {
  item: StudentReview["items"][number];
  hrefOf: ReviewScoreProps["hrefOf"];
}): VNode {
  const { number, outcome } = item;
  const { icon, word } = OUTCOMES.find((it) => it.outcome === outcome) ?? OUTCOMES[3]!;
  return (
    <li>
      <a class={`outcome outcome--${outcome}`} href={hrefOf(number)}>
        <span class="vh">Question</span> {number}
        <Icon name={icon} size={16} />
        <span class="vh">{spoken(word)}</span>
      </a>
    </li>
  );
}

function Legend({ items }: Pick<StudentReview, "items">): VNode {
  return (
    <p class="outcomes__legend">
      {OUTCOMES.map(({ outcome, icon, word }) => {
        const count = items.filter((it) => it.outcome === outcome).length;
        return count === 0 ? null : (
          <span key={outcome}>
            <Icon name={icon} size={18} /> {count} {word}
          </span>
        );
      })}
    </p>
  );
}

function spoken(word: string): string {
  if (word === "not marked yet") return word;
  return word === "none" ? "no marks" : `${word} marks`;
}
