import { type Context, Hono } from "hono";
import { z } from "zod";
import { Button } from "../../components/Button.tsx";
import { errorFor, ErrorSummary } from "../../components/ErrorSummary.tsx";
import { Form, FormPage } from "../../components/FormPage.tsx";
import PasswordField from "../../islands/PasswordField.tsx";
import type { FieldError } from "../../lib/model/process/errors.ts";
import { choosePassword, mustChoosePassword } from "../../lib/access/change_password.ts";
import { type AppEnv, formErrors, readForm, requireUser } from "../edge.tsx";
import { barePage } from "../edge_page.tsx";
import type { PeoplePageDeps } from "../edge_people.ts";
import { isolated } from "../../lib/model/text/text_signs.ts";
import { ACCOUNT_PATH, PASSWORD_PATH, SIGN_OUT_PATH } from "../../lib/model/process/paths.ts";

const FormSchema = z.strictObject({
  current: z.string().max(1_000, "This is too long").default(""),
  next: z.string().min(1, "Choose a new password").max(1_000, "Use at most 128 characters"),
});

/** `/account/password`: also where a one-time password leads. */
export function passwordPages(deps: PeoplePageDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();

  app.get("/", async (c) => {
    requireUser(c);
    return await show(c, deps, []);
  });

  app.post("/", async (c) => {
    const user = requireUser(c);
    const must = await mustChoosePassword(deps, user);
    const form = await readForm(c, FormSchema);
    if (!form.ok) return await show(c, deps, form.errors);
    try {
      await choosePassword(deps, user, { ...form.data, session: c.get("session")! });
    } catch (error) {
      return await show(c, deps, formErrors(error));
    }
    return c.redirect(must ? "/" : `${ACCOUNT_PATH}?done=password`, 303);
  });

  return app;
}

async function show(
  c: Context<AppEnv>,
  deps: PeoplePageDeps,
  errors: readonly FieldError[],
): Promise<Response> {
  const user = requireUser(c);
  const must = await mustChoosePassword(deps, user);
  const body = (
    <FormPage
      title={must ? `Welcome, ${isolated(user.name)}` : "Change your password"}
      sub={must
        ? "You signed in with a one-time password. Choose your own to go on."
        : "You are then signed out everywhere else."}
      notice={errors.length > 0 && <ErrorSummary errors={errors} />}
      foot={must
        ? (
          <form method="post" action={SIGN_OUT_PATH}>
            <Button look="link">Sign out</Button>
          </form>
        )
        : <a href={ACCOUNT_PATH}>Back to your account</a>}
    >
      <Form action={PASSWORD_PATH}>
        {!must && (
          <PasswordField
            name="current"
            label="Password now"
            autocomplete="current-password"
            error={errorFor(errors, "current")}
          />
        )}
        <PasswordField
          name="next"
          label="New password"
          autocomplete="new-password"
          hint="At least 8 characters. Several words are easy to remember."
          error={errorFor(errors, "next")}
        />
        <Button look="primary" full>Save</Button>
      </Form>
    </FormPage>
  );
  const status = errors.length > 0 ? 400 : 200;
  return await barePage(c, deps, { title: "Your password", body, calm: true, status });
}
