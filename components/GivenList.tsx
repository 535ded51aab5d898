import type { VNode } from "preact";
import type { TimeStyle } from "../lib/model/text/format.ts";
import type { GivenTest } from "../lib/model/assignments/given_test_schema.ts";
import { Card } from "./Card.tsx";
import { EmptyState } from "./EmptyState.tsx";
import { GivenTable, type GivenTableProps } from "./GivenTests.tsx";
import { Icon } from "./icons.tsx";
import { Pager } from "./Pager.tsx";

export interface GivenListProps extends Pick<GivenTableProps, "caption" | "without"> {
  given: { items: readonly GivenTest[]; next: string | null };
  style: TimeStyle;
  /** In the place of an empty list. */
  nothing: string;
  /** The page after, by its cursor. */
  nextHref: (cursor: string) => string;
}

/** A page of tests that were given, and the way to the next. */
export function GivenList(props: GivenListProps): VNode {
  const { given: { items, next }, nothing, nextHref, ...table } = props;
  return (
    <Card flush>
      {items.length === 0
        ? (
          <EmptyState
            icon={<Icon name="file-text" size={28} />}
            title={next === null ? nothing : "Nothing of yours among the newest."}
          />
        )
        : <GivenTable rows={items} {...table} />}
      <Pager
        next={next === null ? null : nextHref(next)}
        {...(items.length === 0 && { label: "Look further back" })}
      />
    </Card>
  );
}
