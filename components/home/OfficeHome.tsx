import type { VNode } from "preact";
import { formatDay, type TimeStyle } from "../../lib/model/text/format.ts";
import { formatCount, formatThings } from "../../lib/model/text/format_number.ts";
import { greeting, sentence, things } from "../../lib/model/home/home_words.ts";
import type { OfficeHome as Home } from "../../lib/model/home/office_home.ts";
import { Avatar } from "../Avatar.tsx";
import { Badge } from "../Badge.tsx";
import { LinkButton } from "../Button.tsx";
import { Card } from "../Card.tsx";
import { EmptyState } from "../EmptyState.tsx";
import { Icon } from "../icons.tsx";
import { Columns, Stack } from "../Layout.tsx";
import { PageHead } from "../PageHead.tsx";
import { Row, Rows } from "../Rows.tsx";
import { Stat, Stats } from "../Stat.tsx";
import { SetupList } from "../SetupList.tsx";
import {
  NEW_PERSON_PATH,
  PEOPLE_PATH,
  personPath,
  SCHOOL_PATH,
} from "../../lib/model/process/paths.ts";

export interface OfficeHomeProps {
  name: string;
  home: Home;
  /** Server clock, milliseconds since the Unix epoch. */
  now: number;
  style: TimeStyle;
}

/** What the school still needs, and who waits to be let in. */
export function OfficeHome({ name, home, now, style }: OfficeHomeProps): VNode {
  const open = home.steps.filter(({ done }) => !done).length;
  const said = open === 0
    ? "The school is set up."
    : `${sentence(things(open, "step is", "steps are", style.locale))} left.`;
  return (
    <>
      <PageHead
        title={greeting(name, now, style)}
        sub={`${formatDay(now, style)}. ${said}`}
        actions={
          <LinkButton href={NEW_PERSON_PATH}>
            <Icon name="user-plus" />
            Add a person
          </LinkButton>
        }
      />
      <Columns>
        <Stack>
          {open === 0 && <Counts counts={home.counts} locale={style.locale} />}
          <SetupList steps={home.steps} />
        </Stack>
        <Pending home={home} locale={style.locale} />
      </Columns>
    </>
  );
}

function Counts({ counts, locale }: { counts: Home["counts"]; locale: string }): VNode {
  return (
    <Card id="counts" title="The school" action={<a href={SCHOOL_PATH}>School figures</a>}>
      <Stats strip>
        {counts.map(({ label, href, count }) => (
          <Stat key={label} label={label} value={<a href={href}>{formatCount(count, locale)}</a>} />
        ))}
      </Stats>
    </Card>
  );
}

function Pending({ home, locale }: { home: Home; locale: string }): VNode {
  const { pending, pendingCount } = home;
  const more = pendingCount - pending.length;
  return (
    <Card
      id="pending"
      title="Not let in yet"
      note={pendingCount > 0 ? pendingCount : undefined}
      foot={more > 0 && <a href={PEOPLE_PATH}>{formatThings(more, "more", "more", locale)}</a>}
      flush
      ruled
    >
      {pending.length === 0 ? <EmptyState title="Nobody waits." /> : (
        <Rows>
          {pending.map(({ id, name, role }) => (
            <Row
              key={id}
              href={personPath(id)}
              lead={<Avatar name={name} />}
              title={name}
              detail={role}
              end={<Badge tone="warn">Pending</Badge>}
            />
          ))}
        </Rows>
      )}
    </Card>
  );
}
