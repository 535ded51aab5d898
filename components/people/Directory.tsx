import type { VNode } from "preact";
import { ROLE_NAMES } from "../../lib/model/home/navigation.ts";
import type { Person, Role } from "../../lib/model/people/people_schema.ts";
import { LinkButton } from "../Button.tsx";
import { Card } from "../Card.tsx";
import { EmptyState } from "../EmptyState.tsx";
import { Icon } from "../icons.tsx";
import { Pager } from "../Pager.tsx";
import { Table } from "../Table.tsx";
import { Chips } from "../Tabs.tsx";
import { SearchBox } from "./SearchBox.tsx";
import { StatusBadge } from "./StatusBadge.tsx";
import { NEW_PERSON_PATH, PEOPLE_PATH, personPath } from "../../lib/model/process/paths.ts";

const PLURALS: readonly (readonly [Role | "", string])[] = [
  ["", "Everybody"],
  ["student", "Students"],
  ["teacher", "Teachers"],
  ["parent", "Guardians"],
  ["principal", "Principals"],
  ["school_admin", "School office"],
];

export interface DirectoryProps {
  people: readonly Person[];
  q: string;
  role: Role | "";
  /** URL of the next part, or `null`. */
  next: string | null;
  /** The first part is shown. */
  first: boolean;
  mayAdd: boolean;
}

/** People of the school by name, with a search and a choice of roles. */
export function Directory({ people, q, role, next, first, mayAdd }: DirectoryProps): VNode {
  const href = (value: string) =>
    `${PEOPLE_PATH}?${new URLSearchParams({ ...(q && { q }), ...(value && { role: value }) })}`;
  return (
    <div class="stack">
      <SearchBox
        action={PEOPLE_PATH}
        q={q}
        label="Find by name, username or class"
        hidden={role ? { role } : {}}
      />
      <Chips
        label="Roles"
        items={PLURALS.map(([value, label]) => ({
          href: href(value),
          label,
          current: value === role,
        }))}
      />
      <Card flush>
        {people.length === 0
          ? <NobodyHere filtered={q !== "" || role !== "" || !first} mayAdd={mayAdd} />
          : <PeopleTable people={people} />}
        <Pager next={next} />
      </Card>
    </div>
  );
}

function PeopleTable({ people }: { people: readonly Person[] }): VNode {
  return (
    <Table
      caption="People"
      rows={people}
      rowKey={({ id }) => id}
      columns={[
        {
          key: "name",
          head: "Name",
          rowHead: true,
          cell: ({ id, name }) => <a href={personPath(id)}>{name}</a>,
        },
        { key: "role", head: "Here as", cell: ({ role }) => ROLE_NAMES[role] },
        {
          key: "signs-in",
          head: "Signs in as",
          quiet: true,
          cell: ({ username, email }) => username ?? email,
        },
        {
          key: "status",
          head: "Access",
          quietHead: true,
          fit: true,
          cell: ({ status }) => <StatusBadge status={status} />,
        },
      ]}
    />
  );
}

function NobodyHere({ filtered, mayAdd }: { filtered: boolean; mayAdd: boolean }): VNode {
  if (filtered) {
    return (
      <EmptyState
        icon={<Icon name="search" size={28} />}
        title="Nobody matches."
        action={<LinkButton href={PEOPLE_PATH}>Show everybody</LinkButton>}
      />
    );
  }
  return (
    <EmptyState
      icon={<Icon name="users" size={28} />}
      title="Nobody yet."
      {...(mayAdd && { action: <LinkButton href={NEW_PERSON_PATH}>Add a person</LinkButton> })}
    />
  );
}
