import { type Context, Hono } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { z } from "zod";
import { Banner } from "../../components/Banner.tsx";
import { Button } from "../../components/Button.tsx";
import { ErrorSummary } from "../../components/ErrorSummary.tsx";
import { Stack } from "../../components/Layout.tsx";
import { PageHead } from "../../components/PageHead.tsx";
import {
  LooksCard,
  PasswordCard,
  SignInsCard,
  WhoCard,
} from "../../components/people/AccountCards.tsx";
import { RightsNote } from "../../components/people/RightsNote.tsx";
import type { FieldError } from "../../lib/model/process/errors.ts";
import { fileUsage } from "../../lib/files/files.ts";
import type { FileUsage } from "../../lib/model/files/file_schema.ts";
import { mayHaveAccommodation } from "../../lib/access/policy/people.ts";
import type { User } from "../../lib/access/user.ts";
import { isAway } from "../../lib/store/outage/away.ts";
import { LOCALES } from "../../lib/model/text/locales.ts";
import { changeOwnLocale, ownPerson } from "../../lib/people/account.ts";
import { schoolOf, timeStyleOf } from "../../lib/people/schools.ts";
import { endSessions, sessionsOf } from "../../lib/access/sign_in.ts";
import { type AppEnv, readForm, requireUser } from "../edge.tsx";
import { page } from "../edge_page.tsx";
import type { PeoplePageDeps } from "../edge_people.ts";
import { ACCOUNT_PATH, SIGN_OUT_PATH } from "../../lib/model/process/paths.ts";

const LooksSchema = z.strictObject({
  theme: z.enum(["system", "light", "dark"], "Choose how pages look"),
  locale: z.enum(["", ...LOCALES.map(({ value }) => value)], "Choose one of the list"),
});

const YEAR_S = 365 * 86_400;

/** What the page may say that was done. */
const DONE: Readonly<Record<string, string>> = {
  saved: "Saved.",
  password: "You have a new password. You are signed out everywhere else.",
  ended: "Signed out there.",
};

/** `/account` */
export function accountPages(deps: PeoplePageDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();

  app.get("/", async (c) => {
    requireUser(c);
    return await show(c, deps, []);
  });

  app.post("/", async (c) => {
    const user = requireUser(c);
    const form = await readForm(c, LooksSchema);
    if (!form.ok) return await show(c, deps, form.errors);
    const { theme, locale } = form.data;
    await changeOwnLocale(deps, user, locale === "" ? null : locale);
    setCookie(c, "theme", theme === "system" ? "" : theme, {
      path: "/",
      httpOnly: true,
      sameSite: "Lax",
      secure: deps.secure,
      maxAge: theme === "system" ? 0 : YEAR_S,
    });
    return c.redirect(`${ACCOUNT_PATH}?done=saved`, 303);
  });

  app.post("/sessions/end-others", async (c) => {
    requireUser(c);
    await endSessions(deps, c.get("session")!, null);
    return c.redirect(`${ACCOUNT_PATH}?done=ended`, 303);
  });

  app.post("/sessions/:publicId/end", async (c) => {
    requireUser(c);
    await endSessions(deps, c.get("session")!, c.req.param("publicId"));
    return c.redirect(`${ACCOUNT_PATH}?done=ended`, 303);
  });

  return app;
}

async function show(
  c: Context<AppEnv>,
  deps: PeoplePageDeps,
  errors: readonly FieldError[],
): Promise<Response> {
  const user = requireUser(c);
  const [person, school, style, sessions, usage] = await Promise.all([
    ownPerson(deps, user),
    schoolOf(deps, user),
    timeStyleOf(deps, user),
    sessionsOf(deps, c.get("session")!),
    usageIfKnown(deps, user),
  ]);
  const done = DONE[c.req.query("done") ?? ""];
  const body = (
    <div class="narrow">
      <PageHead
        title="Your account"
        actions={
          <form method="post" action={SIGN_OUT_PATH}>
            <Button>Sign out</Button>
          </form>
        }
      />
      <Stack>
        <ErrorSummary errors={errors} />
        {done && errors.length === 0 && <Banner tone="good">{done}</Banner>}
        <WhoCard person={person} usage={usage} />
        {mayHaveAccommodation(user) && <RightsNote personId={user.id} />}
        <LooksCard
          theme={getCookie(c, "theme") || "system"}
          locale={person.locale ?? ""}
          schoolLocale={school?.locale ?? "en"}
          errors={errors}
        />
        <PasswordCard />
        <SignInsCard sessions={sessions} style={style} now={deps.now()} />
      </Stack>
    </div>
  );
  const status = errors.length > 0 ? 400 : 200;
  return await page(c, deps, { title: "Your account", body, current: "account", status });
}

/** The page is shown in an outage too, without it. */
async function usageIfKnown(deps: PeoplePageDeps, user: User): Promise<FileUsage | null> {
  try {
    return await fileUsage(deps, user);
  } catch (error) {
    if (!isAway(error)) throw error;
    return null;
  }
}
