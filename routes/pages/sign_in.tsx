import { type Context, Hono } from "hono";
import { z } from "zod";
import { SignIn } from "../../components/people/SignInForm.tsx";
import PasswordField from "../../islands/PasswordField.tsx";
import { DomainError, type FieldError } from "../../lib/model/process/errors.ts";
import { SignInShape } from "../../lib/access/sign_in_schema.ts";
import { ownPath } from "../../lib/people/own_path.ts";
import { onlySchool } from "../../lib/people/schools.ts";
import { isUntouched } from "../../lib/people/set_up.ts";
import { type AppEnv, readForm } from "../edge.tsx";
import { barePage } from "../edge_page.tsx";
import type { PeoplePageDeps } from "../edge_people.ts";
import { letIn, letOut } from "../edge_sign_in.ts";
import { SETUP_PATH, SIGN_IN_PATH } from "../../lib/model/process/paths.ts";

const FormSchema = z.strictObject({
  ...SignInShape,
  keep: z.literal("1").optional(),
  next: z.string().max(2_000).optional(),
});

/** `/sign-in`, `/sign-out` */
export function signInPages(deps: PeoplePageDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();

  app.get("/sign-in", async (c) => {
    const next = ownPath(c.req.query("next"));
    if (c.get("user")) return c.redirect(next);
    if (await isUntouched(deps)) return c.redirect(SETUP_PATH);
    return await show(c, deps, { next, name: "", keep: false, errors: [] });
  });

  app.post("/sign-in", async (c) => {
    const form = await readForm(c, FormSchema);
    const { name = "", keep } = form.values;
    const next = ownPath(form.values["next"]);
    const again = { next, name, keep: keep === "1" };
    if (!form.ok) return await show(c, deps, { ...again, errors: form.errors });
    try {
      await letIn(c, deps, { ...form.data, keep: form.data.keep === "1" });
    } catch (error) {
      return await refuse(c, deps, { ...again, error });
    }
    return c.redirect(next, 303);
  });

  app.post("/sign-out", async (c) => {
    await letOut(c, deps);
    return c.redirect(SIGN_IN_PATH, 303);
  });

  return app;
}

interface Shown {
  next: string;
  name: string;
  keep: boolean;
  errors: readonly FieldError[];
  status?: 200 | 400 | 401 | 429 | 503;
}

async function show(c: Context<AppEnv>, deps: PeoplePageDeps, it: Shown): Promise<Response> {
  const schoolName = (await onlySchool(deps))?.name ?? null;
  const { errors, status = errors.length > 0 ? 400 : 200 } = it;
  const error = errors.find(({ path }) => path === "password")?.message;
  const body = (
    <SignIn {...it} schoolName={schoolName} demo={await deps.demoAccounts()}>
      <PasswordField
        name="password"
        label="Password"
        autocomplete="current-password"
        error={error}
      />
    </SignIn>
  );
  return await barePage(c, deps, {
    title: "Sign in",
    body,
    calm: true,
    status,
    ...(schoolName !== null && { site: schoolName }),
  });
}

/** The form again with the reason; what is no refusal is thrown on. */
async function refuse(
  c: Context<AppEnv>,
  deps: PeoplePageDeps,
  { error, ...it }: Omit<Shown, "errors"> & { error: unknown },
): Promise<Response> {
  if (!(error instanceof DomainError)) throw error;
  const status = ({ unauthenticated: 401, rate: 429, unavailable: 503 } as const)[
    error.code as "unauthenticated" | "rate" | "unavailable"
  ];
  if (status === undefined) throw error;
  if (error.retryAfterMs !== undefined) {
    c.header("retry-after", String(Math.ceil(error.retryAfterMs / 1_000)));
  }
  const path = error.code === "unauthenticated" ? "name" : "";
  return await show(c, deps, { ...it, errors: [{ path, message: error.message }], status });
}
