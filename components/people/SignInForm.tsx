import type { ComponentChildren, VNode } from "preact";
import type { FieldError } from "../../lib/model/process/errors.ts";
import { Avatar } from "../Avatar.tsx";
import { Button } from "../Button.tsx";
import { Card } from "../Card.tsx";
import { CheckField } from "../CheckField.tsx";
import { errorFor, ErrorSummary } from "../ErrorSummary.tsx";
import { Form, FormPage } from "../FormPage.tsx";
import { Row, Rows } from "../Rows.tsx";
import { TextField } from "../TextField.tsx";
import { isolated } from "../../lib/model/text/text_signs.ts";
import { SIGN_IN_PATH } from "../../lib/model/process/paths.ts";

/** An account of the demo school, shown with its password. */
export interface DemoAccount {
  /** As "Teacher". */
  label: string;
  name: string;
  username: string;
  password: string;
}

export interface SignInProps {
  /** `null` where several schools are. */
  schoolName: string | null;
  /** Where to go afterwards. */
  next: string;
  name: string;
  keep: boolean;
  errors: readonly FieldError[];
  demo: readonly DemoAccount[];
  /** The password field. */
  children: ComponentChildren;
}

/** Who are you? */
export function SignIn(props: SignInProps): VNode {
  const { schoolName, next, name, keep, errors, demo, children } = props;
  return (
    <FormPage
      title={schoolName === null ? "Sign in" : `Sign in to ${isolated(schoolName)}`}
      sub="For students, teachers, guardians and staff."
      notice={errors.length > 0 && <ErrorSummary errors={errors} />}
      foot={<Foot next={next} demo={demo} />}
    >
      <Form action={SIGN_IN_PATH} hidden={{ next }}>
        <TextField
          name="name"
          label="E-mail or username"
          value={name}
          error={errorFor(errors, "name")}
          autocomplete="username"
          autocapitalize="none"
          spellcheck={false}
          autofocus={errors.length === 0}
          most={254}
        />
        {children}
        <CheckField name="keep" value="1" label="Keep me signed in on this device" checked={keep} />
        <Button look="primary" full>Sign in</Button>
      </Form>
    </FormPage>
  );
}

function Foot({ next, demo }: Pick<SignInProps, "next" | "demo">): VNode {
  return (
    <div class="stack">
      <p>
        Forgotten your password? Your class teacher or the school office can give you a new one.
      </p>
      {demo.length > 0 && <DemoAccounts next={next} demo={demo} />}
    </div>
  );
}

function DemoAccounts({ next, demo }: Pick<SignInProps, "next" | "demo">): VNode {
  return (
    <Card id="demo" title="Look around the demo school" flush ruled>
      <Rows>
        {demo.map((it) => (
          <Row
            key={it.username}
            lead={<Avatar name={it.name} />}
            title={it.label}
            note={it.name}
            detail={
              <>
                <code>{it.username}</code> · <code>{it.password}</code>
              </>
            }
            end={
              <form action={SIGN_IN_PATH} method="post">
                <input type="hidden" name="next" value={next} />
                <input type="hidden" name="name" value={it.username} />
                <input type="hidden" name="password" value={it.password} />
                <Button size="small" label={`Sign in as ${isolated(it.name)}, ${it.label}`}>
                  Sign in
                </Button>
              </form>
            }
          />
        ))}
      </Rows>
    </Card>
  );
}
