import type { VNode } from "preact";
import { flag } from "../../components/glyphs.ts";
import { Glyph } from "../../components/Glyph.tsx";
import type { PageSection } from "./page.ts";

export interface NavigatorProps {
  sections: readonly PageSection[];
  isAnswered: (slotId: string) => boolean;
  isFlagged: (slotId: string) => boolean;
  currentSlot: string | null;
  onGo: (slotId: string) => void;
}

/** Every question of the paper by section: answered, flagged, current. */
export function Navigator(props: NavigatorProps): VNode {
  return (
    <div class="navigator">
      {props.sections.filter(({ slots }) => slots.length > 0).map((section, i) => (
        <section key={i} class="navigator__section">
          {section.title !== "" && <h3 class="navigator__title">{section.title}</h3>}
          <NumberButtons {...props} slots={section.slots} />
        </section>
      ))}
    </div>
  );
}

/** Buttons of some questions. */
export function NumberButtons(
  { slots, isAnswered, isFlagged, currentSlot, onGo }:
    & Omit<NavigatorProps, "sections">
    & { slots: PageSection["slots"] },
): VNode {
  return (
    <ul class="navigator__list" role="list">
      {slots.map(({ slotId, number }) => {
        const answered = isAnswered(slotId);
        const flagged = isFlagged(slotId);
        const words = [
          `Question ${number}`,
          answered ? "answered" : "not answered",
          ...(flagged ? ["flagged"] : []),
        ];
        return (
          <li key={slotId}>
            <button
              type="button"
              class={answered ? "navigator__item navigator__item--done" : "navigator__item"}
              aria-label={words.join(", ")}
              aria-current={slotId === currentSlot ? "step" : undefined}
              onClick={() => onGo(slotId)}
            >
              {number}
              {flagged && <Glyph of={flag} size={14} class="navigator__flag" />}
            </button>
          </li>
        );
      })}
    </ul>
  );
}
