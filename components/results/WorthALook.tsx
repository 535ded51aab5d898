import type { VNode } from "preact";
import {
  type FlaggedQuestion,
  type FlagKind,
  flagWords,
} from "../../lib/model/results/results_words.ts";
import { LinkButton } from "../Button.tsx";
import { Card } from "../Card.tsx";
import { OptionBars } from "../charts/OptionBars.tsx";

export interface LookItem {
  flag: FlagKind;
  question: FlaggedQuestion;
  /** Page of the question's figures. */
  href: string;
  /** Page of the question itself; `null` where the reader may not open it. */
  questionHref: string | null;
}

/** Flags that a wrong key may raise. */
const OF_THE_KEY: readonly FlagKind[] = ["works_against", "very_hard"];

export interface WorthALookProps {
  items: readonly LookItem[];
  /** How many questions the test has. */
  questions: number;
  n: number;
  /** Fewest results for a flag. */
  minN: number;
  locale: string;
}

/** Each flag in words, with its evidence and an act. */
export function WorthALook({ items, questions, n, minN, locale }: WorthALookProps): VNode {
  return (
    <Card title="Worth a look" note={items.length} flush ruled>
      {items.length === 0 && (
        <p class="look look--none">
          {n < minN
            ? `Questions are checked from ${minN} results on. Not enough data (${n} of ${minN}).`
            : "No question stands out."}
        </p>
      )}
      {items.map(({ flag, question, href, questionHref }) => {
        const { title, text } = flagWords(flag, question, { questions, locale });
        const bars = flag === "works_against" && question.options.length > 0;
        return (
          <article key={`${flag}-${question.number}`} class="look">
            <h3>{title}</h3>
            <p>{text}</p>
            {bars && (
              <OptionBars
                title={`Chosen in question ${question.number}`}
                options={question.options}
              />
            )}
            <span class="row">
              {OF_THE_KEY.includes(flag) && (
                <LinkButton
                  size="small"
                  href={questionHref ?? href}
                  label={`Check the key of question ${question.number}`}
                >
                  Check the key
                </LinkButton>
              )}
              {(questionHref !== null || !OF_THE_KEY.includes(flag)) && (
                <a href={href}>{`Figures of question ${question.number}`}</a>
              )}
            </span>
          </article>
        );
      })}
    </Card>
  );
}
