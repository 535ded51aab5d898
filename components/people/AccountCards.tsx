import type { VNode } from "preact";
import { deviceName, isHandheld } from "../../lib/model/process/device.ts";
import type { FieldError } from "../../lib/model/process/errors.ts";
import type { FileUsage } from "../../lib/model/files/file_schema.ts";
import { megabytes, type TimeStyle } from "../../lib/model/text/format.ts";
import { LOCALES } from "../../lib/model/text/locales.ts";
import { ROLE_NAMES } from "../../lib/model/home/navigation.ts";
import type { Person } from "../../lib/model/people/people_schema.ts";
import { Badge } from "../Badge.tsx";
import { Button, LinkButton } from "../Button.tsx";
import { Card } from "../Card.tsx";
import { RadioField } from "../CheckField.tsx";
import { errorFor } from "../ErrorSummary.tsx";
import { Form } from "../FormPage.tsx";
import { Icon } from "../icons.tsx";
import { Row, Rows } from "../Rows.tsx";
import { SelectField } from "../SelectField.tsx";
import { Timestamp } from "../Timestamp.tsx";
import {
  ACCOUNT_PATH,
  END_OTHER_SESSIONS_PATH,
  endSessionPath,
  PASSWORD_PATH,
} from "../../lib/model/process/paths.ts";

/** Who one is here. The office changes it. */
export function WhoCard(
  { person, usage }: {
    person: Pick<Person, "name" | "role" | "email" | "username">;
    /** What one's pictures take; `null` where one has none, or it cannot be read now. */
    usage: FileUsage | null;
  },
): VNode {
  const { name, role, email, username } = person;
  return (
    <Card id="who" title="You" foot="Something wrong? Tell the school office.">
      <dl class="definitions">
        <dt>Name</dt>
        <dd>{name}</dd>
        <dt>Here as</dt>
        <dd>{ROLE_NAMES[role]}</dd>
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
        {usage !== null && (
          <>
            <dt>Your pictures</dt>
            <dd>
              {`${megabytes(usage.bytes)} of ${megabytes(usage.maxBytes)}, `}
              {`${usage.files} of ${usage.maxFiles} files`}
            </dd>
          </>
        )}
      </dl>
    </Card>
  );
}

export interface LooksProps {
  theme: string;
  /** Empty: as the school. */
  locale: string;
  /** How the school writes. */
  schoolLocale: string;
  errors: readonly FieldError[];
}

/** Colours, dates and numbers. */
export function LooksCard({ theme, locale, schoolLocale, errors }: LooksProps): VNode {
  const school = LOCALES.find(({ value }) => value === schoolLocale)?.label ?? schoolLocale;
  const known = locale === "" || LOCALES.some(({ value }) => value === locale);
  return (
    <Card id="looks" title="How pages look">
      <Form action={ACCOUNT_PATH}>
        <RadioField
          name="theme"
          legend="Colours"
          value={theme}
          error={errorFor(errors, "theme")}
          options={[
            { value: "system", label: "As this device" },
            { value: "light", label: "Light" },
            { value: "dark", label: "Dark" },
          ]}
        />
        <SelectField
          name="locale"
          label="Dates and numbers"
          value={locale}
          empty={`As the school: ${school}`}
          options={known ? LOCALES : [...LOCALES, { value: locale, label: locale }]}
          error={errorFor(errors, "locale")}
        />
        <div>
          <Button look="primary">Save</Button>
        </div>
      </Form>
    </Card>
  );
}

export function PasswordCard(): VNode {
  return (
    <Card
      id="password"
      title="Password"
      action={<LinkButton href={PASSWORD_PATH} size="small">Change password</LinkButton>}
    >
      <p class="muted">A new password ends your sign-ins on all other devices.</p>
    </Card>
  );
}

export interface SignInLine {
  publicId: string;
  createdAt: number;
  lastSeenAt: number;
  userAgent: string;
  address: string;
  current: boolean;
}

export interface SignInsProps {
  sessions: readonly SignInLine[];
  style: TimeStyle;
  /** Server clock. */
  now: number;
}

/** Where one is signed in, and ending it. */
export function SignInsCard({ sessions, style, now }: SignInsProps): VNode {
  const others = sessions.some(({ current }) => !current);
  return (
    <Card
      id="sign-ins"
      title="Where you are signed in"
      flush
      ruled
      action={others && (
        <form method="post" action={END_OTHER_SESSIONS_PATH}>
          <Button size="small">Sign out everywhere else</Button>
        </form>
      )}
    >
      <Rows>
        {sessions.map((it) => <SignInRow key={it.publicId} it={it} style={style} now={now} />)}
      </Rows>
    </Card>
  );
}

function SignInRow({ it, style, now }: { it: SignInLine; style: TimeStyle; now: number }): VNode {
  const device = deviceName(it.userAgent);
  return (
    <Row
      lead={<Icon name={isHandheld(it.userAgent) ? "smartphone" : "laptop"} size={20} />}
      title={device}
      note={it.address}
      detail={
        <>
          Last used{" "}
          <Timestamp at={it.lastSeenAt} style={style} show="relative" now={now} />, signed in{" "}
          <Timestamp at={it.createdAt} style={style} />
        </>
      }
      end={it.current
        ? <Badge tone="good">This device</Badge>
        : (
          <form method="post" action={endSessionPath(it.publicId)}>
            <Button size="small" label={`Sign out ${device}`}>Sign out</Button>
          </form>
        )}
    />
  );
}
