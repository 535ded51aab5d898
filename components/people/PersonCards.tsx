import type { VNode } from "preact";
import type { TimeStyle } from "../../lib/model/text/format.ts";
import { type Relation, ROLE_FIELDS } from "../../lib/model/people/role_fields.ts";
import type { PersonFile } from "../../lib/model/people/person_file.ts";
import { Avatar } from "../Avatar.tsx";
import { Button, LinkButton } from "../Button.tsx";
import { Card } from "../Card.tsx";
import { EmptyState } from "../EmptyState.tsx";
import { Hidden } from "../Hidden.tsx";
import { Row, Rows } from "../Rows.tsx";
import { Timestamp } from "../Timestamp.tsx";
import { StatusBadge } from "./StatusBadge.tsx";
import { isolated } from "../../lib/model/text/text_signs.ts";
import { classPath, personPath } from "../../lib/model/process/paths.ts";

type Props = { file: PersonFile };

/** Names to sign in with, and whether the person may. */
export function AccessCard(
  { file: { person, oneTime, mayReset, mayChange }, style }: Props & { style: TimeStyle },
): VNode {
  const { id, username, email, status, rev } = person;
  return (
    <Card id="access" title="Access">
      <div class="stack">
        <dl class="definitions">
          {username !== null && (
            <>
              <dt>Username</dt>
              <dd>{username}</dd>
            </>
          )}
          {email !== null && (
            <>
              <dt>E-mail</dt>
              <dd>{email}</dd>
            </>
          )}
          <dt>May sign in</dt>
          <dd>{{ active: "Yes", pending: "Not yet", suspended: "No, suspended" }[status]}</dd>
          {oneTime !== null && status === "active" && (
            <>
              <dt>One-time password</dt>
              <dd>
                {oneTime.isRunOut ? "Ran out " : "Lets in until "}
                <Timestamp at={oneTime.untilAt} style={style} />
              </dd>
            </>
          )}
        </dl>
        <div class="buttons">
          {mayReset && (
            <LinkButton
              href={personPath(id, "password")}
              {...(oneTime?.isRunOut && { look: "primary" as const })}
            >
              {oneTime === null ? "New password" : "New one-time password"}
            </LinkButton>
          )}
          {mayChange && status === "active" && (
            <LinkButton href={personPath(id, "suspend")}>Suspend</LinkButton>
          )}
          {mayChange && status !== "active" && (
            <form method="post" action={personPath(id, "let-in")}>
              <Hidden values={{ rev: String(rev) }} />
              <Button look="primary">
                {status === "pending" ? "Let in" : "Let in again"}
              </Button>
            </form>
          )}
        </div>
      </div>
    </Card>
  );
}

/** A student's classes and guardians, a teacher's subjects, a guardian's children. */
export function RelationCards(
  { file, added = null }: Props & {
    /** Id of the guardian that was just linked. */
    added?: string | null;
  },
): VNode {
  const cards: Readonly<Record<Relation, VNode>> = {
    classes: <StudentClasses key="classes" file={file} />,
    teachings: <Teachings key="teachings" file={file} />,
    guardians: <Guardians key="guardians" file={file} added={added} />,
    children: <Children key="children" file={file} />,
    rights: <Rights key="rights" file={file} />,
  };
  return <>{ROLE_FIELDS[file.person.role].relations.map((it) => cards[it])}</>;
}

function StudentClasses({ file: { person, classes, opens, mayChange } }: Props): VNode {
  return (
    <Card id="classes" title="Classes" flush ruled>
      {classes.length === 0
        ? <EmptyState title="In no class.">The page of a class puts students into it.</EmptyState>
        : (
          <Rows>
            {classes.map(({ id, name }) => (
              <Row
                key={id}
                titleHref={opens.has(id) ? classPath(id) : undefined}
                title={name}
                end={mayChange && (
                  <form method="post" action={classPath(id, "students", person.id, "end")}>
                    <input type="hidden" name="from" value="person" />
                    <Button size="small" label={`Take out of ${isolated(name)}`}>Take out</Button>
                  </form>
                )}
              />
            ))}
          </Rows>
        )}
    </Card>
  );
}

function Teachings({ file: { classes, teachings } }: Props): VNode {
  return (
    <Card id="teachings" title="Teaches" flush ruled>
      {classes.length === 0
        ? (
          <EmptyState title="Teaches nobody yet.">
            The page of a class says who teaches it.
          </EmptyState>
        )
        : (
          <Rows>
            {classes.map(({ id, name }) => (
              <Row
                key={id}
                href={classPath(id)}
                title={name}
                detail={teachings.filter((it) => it.schoolClass.id === id)
                  .map(({ subject }) => subject.name).join(", ") || "Class teacher"}
              />
            ))}
          </Rows>
        )}
    </Card>
  );
}

function Guardians(
  { file: { person, guardians, opens, mayChange }, added }: Props & { added: string | null },
): VNode {
  return (
    <Card
      id="guardians"
      title="Guardians"
      flush
      ruled
      action={mayChange && (
        <LinkButton size="small" href={personPath(person.id, "guardians")}>
          Add a guardian
        </LinkButton>
      )}
    >
      {guardians.length === 0 ? <EmptyState title="No guardian yet." /> : (
        <Rows>
          {guardians.map((it) => (
            <Row
              key={it.id}
              added={it.id === added}
              lead={<Avatar name={it.name} />}
              titleHref={opens.has(it.id) ? personPath(it.id) : undefined}
              title={it.name}
              note={<StatusBadge status={it.status} />}
              detail={it.email ?? it.username}
              end={mayChange && (
                <form method="post" action={personPath(person.id, "guardians", it.id, "remove")}>
                  <Button size="small" label={`Remove ${isolated(it.name)} as guardian`}>
                    Remove
                  </Button>
                </form>
              )}
            />
          ))}
        </Rows>
      )}
    </Card>
  );
}

function Children({ file: { children } }: Props): VNode {
  return (
    <Card id="children" title="Children" flush ruled>
      {children.length === 0
        ? <EmptyState title="No child yet.">The page of a student adds guardians.</EmptyState>
        : (
          <Rows>
            {children.map(({ id, name }) => (
              <Row key={id} href={personPath(id)} lead={<Avatar name={name} />} title={name} />
            ))}
          </Rows>
        )}
    </Card>
  );
}

function Rights({ file: { person, extraTimePercent } }: Props): VNode {
  return (
    <Card
      id="rights"
      title="Extra time and larger print"
      action={<a href={personPath(person.id, "accommodation")}>Open</a>}
    >
      <p>
        {extraTimePercent ? `${extraTimePercent}% more time in every test.` : "No extra time."}
      </p>
    </Card>
  );
}
