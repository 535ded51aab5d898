import type { VNode } from "preact";
import type { ClassFile } from "../../lib/model/people/class_file.ts";
import type { TimeStyle } from "../../lib/model/text/format.ts";
import { isRunOut, oneTimeUntil } from "../../lib/model/access/one_time.ts";
import type { Person } from "../../lib/model/people/people_schema.ts";
import { isolated } from "../../lib/model/text/text_signs.ts";
import { LinkButton } from "../Button.tsx";
import { Card } from "../Card.tsx";
import { EmptyState } from "../EmptyState.tsx";
import { Icon } from "../icons.tsx";
import { Table } from "../Table.tsx";
import { Timestamp } from "../Timestamp.tsx";
import { StatusBadge } from "./StatusBadge.tsx";
import { personPath } from "../../lib/model/process/paths.ts";

/** The names by which a class signs in, and a new password for who lost theirs. */
export function PasswordsCard(
  { file: { students, schoolClass }, style, now }: {
    file: ClassFile;
    style: TimeStyle;
    now: number;
  },
): VNode {
  if (students.length === 0) {
    return (
      <Card flush>
        <EmptyState icon={<Icon name="users" size={28} />} title="No students yet." />
      </Card>
    );
  }
  return (
    <Card flush>
      <Table
        caption={`How students of ${isolated(schoolClass.name)} sign in`}
        rows={students}
        rowKey={({ id }) => id}
        columns={[
          {
            key: "name",
            head: "Name",
            rowHead: true,
            cell: ({ id, name }) => <a href={personPath(id)}>{name}</a>,
          },
          {
            key: "signs-in",
            head: "Signs in as",
            cell: ({ username, email }) => username ?? email,
          },
          {
            key: "one-time",
            head: "One-time password",
            quiet: true,
            cell: (person) => <OneTime person={person} style={style} now={now} />,
          },
          {
            key: "acts",
            head: "Acts",
            quietHead: true,
            fit: true,
            end: true,
            cell: ({ id, name, status }) => (
              <div class="buttons buttons--end buttons--line">
                <StatusBadge status={status} />
                {status === "active" && (
                  <LinkButton
                    size="small"
                    href={personPath(id, "password")}
                    label={`New password for ${isolated(name)}`}
                  >
                    New password
                  </LinkButton>
                )}
              </div>
            ),
          },
        ]}
      />
    </Card>
  );
}

function OneTime(
  { person, style, now }: { person: Person; style: TimeStyle; now: number },
): VNode | null {
  const untilAt = oneTimeUntil(person);
  if (untilAt === null) return null;
  return (
    <span>
      {isRunOut(person, now) ? "Ran out " : "Lets in until "}
      <Timestamp at={untilAt} style={style} />
    </span>
  );
}
