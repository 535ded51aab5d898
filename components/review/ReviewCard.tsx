import type { ComponentChildren, VNode } from "preact";
import { formatMarks, formatMax, formatNumber } from "../../lib/model/text/format_number.ts";
import type { ReviewItem } from "../../lib/model/review/student_review_schema.ts";
import { Icon, type IconName } from "../icons.tsx";
import { Quote } from "../Quote.tsx";
import { Rich } from "../question/Rich.tsx";

export interface ReviewCardProps {
  item: ReviewItem;
  /** "You", or the student's name for others. */
  who: string;
  locale: string;
  /** Of the heading; 3 unless given. */
  level?: 2 | 3;
}

/** One question of a review: what was given, what is right, why, and what the teacher says. */
export function ReviewCard({ item, who, locale, level = 3 }: ReviewCardProps): VNode {
  const { number, lang, maxMark, mark, promptHtml, feedbackHtml, explanationHtml } = item;
  const Heading = level === 2 ? "h2" : "h3";
  const marks = mark === null ? formatMax(maxMark, locale) : formatMarks(mark, maxMark, locale);
  return (
    <article class="card review-card" id={`q${number}`} aria-labelledby={`q${number}-title`}>
      <Heading id={`q${number}-title`}>
        Question {number}{" "}
        <small>{item.outcome === "waiting" ? `${marks}, not marked yet` : marks}</small>
      </Heading>
      <Rich class="review-card__prompt" html={promptHtml} lang={lang} />
      <Given item={item} who={who} />
      {feedbackHtml?.map((html) => (
        <Rich key={html} class="review-card__said" html={html} lang={lang} />
      ))}
      {item.rightHtml && item.rightHtml.length > 0 && <Right item={item} html={item.rightHtml} />}
      {explanationHtml && <Rich class="review-card__why" html={explanationHtml} lang={lang} />}
      {item.rubric && <RubricGiven rows={item.rubric} locale={locale} />}
      {item.comment && <Quote by={item.commentBy ?? "Teacher"}>{item.comment}</Quote>}
    </article>
  );
}

function Box({ icon, label, good = false, children }: {
  icon: IconName;
  label: string;
  good?: boolean;
  children: ComponentChildren;
}): VNode {
  return (
    <div class={good ? "review-box review-box--good" : "review-box"}>
      <Icon name={icon} size={20} />
      <div>
        <p class="review-box__label">{label}</p>
        {children}
      </div>
    </div>
  );
}

function Given({ item, who }: Pick<ReviewCardProps, "item" | "who">): VNode | null {
  const { blank, chosenHtml, wrote } = item;
  if (chosenHtml === null && wrote === null) return null;
  if (blank) return <Box icon="minus" label={`${who} left this empty`}>{null}</Box>;
  if (chosenHtml !== null) {
    return (
      <Box icon="circle-dot" label={`${who} chose`}>
        {chosenHtml.map((html) => <Rich key={html} html={html} lang={optionLang(item)} />)}
      </Box>
    );
  }
  return (
    <Box icon="pen-line" label={`${who} wrote`}>
      <p class="review-box__text" dir="auto" lang={item.lang ?? undefined}>{wrote}</p>
    </Box>
  );
}

/** "True" and "False" are the page's own words. */
function optionLang({ kind, lang }: ReviewItem): string | null {
  return kind === "true_false" ? null : lang;
}

function Right({ item, html }: { item: ReviewItem; html: readonly string[] }): VNode {
  const label = item.kind === "essay"
    ? "Model answer"
    : html.length > 1
    ? "Right answers"
    : "Right answer";
  return (
    <Box icon="check" label={label} good>
      {html.map((text) => <Rich key={text} html={text} lang={optionLang(item)} />)}
    </Box>
  );
}

function RubricGiven(
  { rows, locale }: { rows: NonNullable<ReviewItem["rubric"]>; locale: string },
): VNode {
  return (
    <dl class="review-rubric">
      {rows.map(({ title, level, points }) => (
        <div key={title}>
          <dt>{title}</dt>
          <dd>{formatNumber(points, locale)}: {level}</dd>
        </div>
      ))}
    </dl>
  );
}
