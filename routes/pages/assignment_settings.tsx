import { type Context, Hono } from "hono";
import { ErrorSummary } from "../../components/ErrorSummary.tsx";
import { ExceptionFields } from "../../components/ExceptionFields.tsx";
import { PageHead } from "../../components/PageHead.tsx";
import { SettingsView } from "../../components/SettingsView.tsx";
import { removeException, setException } from "../../lib/assignments/exceptions.ts";
import {
  cancelAssignment,
  changeTimes,
  type SettingsDeps,
} from "../../lib/assignments/settings.ts";
import {
  audienceOf,
  overrideOf,
  overridesOf,
  requireRun,
} from "../../lib/assignments/assignments.ts";
import { audienceLabel } from "../../lib/assignments/audience_label.ts";
import type { MembershipDeps } from "../../lib/assignments/membership.ts";
import type { Assignment, Override } from "../../lib/model/assignments/assignment_schema.ts";
import type { FieldError } from "../../lib/model/process/errors.ts";
import { rulesInWords } from "../../lib/model/assignments/rules_words.ts";
import { localTime } from "../../lib/model/process/school_time.ts";
import {
  ExceptionFormSchema,
  TimesFormSchema,
} from "../../lib/assignments/settings_form_schema.ts";
import type { User } from "../../lib/access/user.ts";
import { readException, readTimes } from "../../lib/assignments/settings_form.ts";
import { requirePerson } from "../../lib/people/deps.ts";
import { styleOf } from "../../lib/home/shell.ts";
import { mayRunTests } from "../../lib/access/policy/assignments.ts";
import { type AppEnv, formErrors, type FormValues, readForm, requireMay } from "../edge.tsx";
import { confirmPage } from "../edge_confirm.tsx";
import { page, type PageDeps } from "../edge_page.tsx";
import { testsPlace } from "../../lib/model/home/ways.ts";
import { isolated } from "../../lib/model/text/text_signs.ts";
import { assignmentPath } from "../../lib/model/process/paths.ts";

export type SettingsPageDeps = PageDeps & SettingsDeps & MembershipDeps;

/** `/assignments/:id/settings` */
export function assignmentSettingsPages(deps: SettingsPageDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  const staff = (c: Context<AppEnv>) => requireMay(c, mayRunTests);

  app.get("/:id/settings", async (c) => {
    const user = staff(c);
    return await showAll(c, deps, {
      user,
      assignment: await requireRun(deps, user, c.req.param("id")),
      errors: [],
    });
  });

  app.post("/:id/settings", async (c) => {
    const user = staff(c);
    const assignment = await requireRun(deps, user, c.req.param("id"));
    const form = await readForm(c, TimesFormSchema);
    if (!form.ok) {
      return await showAll(c, deps, { user, assignment, errors: form.errors, values: form.values });
    }
    try {
      const { timeZone } = await styleOf(deps, user);
      await changeTimes(deps, {
        user,
        assignmentId: assignment.id,
        times: readTimes(form.data, timeZone),
        rev: form.data.rev,
      });
      return c.redirect(`${assignmentPath(assignment.id, "settings")}?done=saved`, 303);
    } catch (error) {
      return await showAll(c, deps, {
        user,
        assignment,
        errors: formErrors(error),
        values: form.values,
      });
    }
  });

  app.get("/:id/cancel", async (c) => {
    const assignment = await requireRun(deps, staff(c), c.req.param("id"));
    const students = (await audienceOf(deps, assignment)).length;
    return await confirmPage(c, deps, {
      title: `Cancel ${isolated(assignment.title)} for ${students} ${
        students === 1 ? "student" : "students"
      }?`,
      text: "The test goes away for everyone. Answers already given are kept for you. " +
        "This cannot be taken back.",
      action: { href: assignmentPath(assignment.id, "cancel"), label: "Cancel the test" },
      back: { href: assignmentPath(assignment.id, "settings"), label: "Settings" },
      keep: "Keep it",
      current: "tests",
      danger: true,
    });
  });

  app.post("/:id/cancel", async (c) => {
    const { id } = await cancelAssignment(deps, {
      user: staff(c),
      assignmentId: c.req.param("id"),
    });
    return c.redirect(`${assignmentPath(id, "settings")}?done=cancelled`, 303);
  });

  app.get(
    "/:id/settings/:studentId",
    async (c) => await showOne(c, deps, { user: staff(c), errors: [] }),
  );

  app.post("/:id/settings/:studentId", async (c) => {
    const user = staff(c);
    const { id, studentId } = c.req.param();
    const form = await readForm(c, ExceptionFormSchema);
    if (!form.ok) return await showOne(c, deps, { user, errors: form.errors, values: form.values });
    try {
      const { timeZone } = await styleOf(deps, user);
      const exception = readException(form.data, timeZone);
      await setException(deps, {
        user,
        assignmentId: id,
        studentId,
        exception,
        rev: form.data.rev,
      });
      return c.redirect(`${assignmentPath(id, "settings")}?done=saved&added=${studentId}`, 303);
    } catch (error) {
      return await showOne(c, deps, { user, errors: formErrors(error), values: form.values });
    }
  });

  app.post("/:id/settings/:studentId/remove", async (c) => {
    const { id, studentId } = c.req.param();
    await removeException(deps, { user: staff(c), assignmentId: id, studentId });
    return c.redirect(`${assignmentPath(id, "settings")}?done=removed&added=${studentId}`, 303);
  });

  return app;
}

/** What the page may say that was done. */
const DONE: Readonly<Record<string, string>> = {
  saved: "Saved.",
  removed: "The exception was removed.",
  cancelled: "The test is cancelled.",
};

interface Shown {
  user: User;
  errors: FieldError[];
  values?: FormValues;
}

async function showAll(
  c: Context<AppEnv>,
  deps: SettingsPageDeps,
  { user, assignment, errors, values = {} }: Shown & { assignment: Assignment },
): Promise<Response> {
  const [label, students, overrides, style] = await Promise.all([
    audienceLabel(deps, assignment),
    audienceOf(deps, assignment),
    overridesOf(deps, assignment),
    styleOf(deps, user),
  ]);
  const local = (at: number | null) => at === null ? "" : localTime(at, style.timeZone);
  const shown = {
    opensAt: local(assignment.opensAt),
    closesAt: local(assignment.closesAt),
    limitMinutes: assignment.limitMs === null ? "" : String(assignment.limitMs / 60_000),
    rev: String(assignment.rev),
    ...values,
  };
  const body = (
    <SettingsView
      assignment={{
        id: assignment.id,
        title: assignment.title,
        cancelled: assignment.cancelledAt !== null,
      }}
      done={errors.length > 0 ? undefined : DONE[c.req.query("done") ?? ""]}
      changed={c.req.query("added") ?? null}
      rules={rulesInWords(assignment)}
      audience={label}
      from={testsPlace(user.role, assignment).back}
      values={shown}
      errors={errors}
      style={style}
      students={students.map(({ id, name }) => ({
        id,
        name,
        exception: summaryOf(overrides.get(id) ?? null),
      }))}
    />
  );
  return await page(c, deps, {
    title: `${isolated(assignment.title)}: settings`,
    body,
    current: "tests",
    status: errors.length > 0 ? 400 : 200,
  });
}

/** An exception as a row says it. */
function summaryOf(
  it: Override | null,
): {
  kind: "excused" | "make_up" | "times";
  extraMs: number;
  opensAt: number | null;
  closesAt: number | null;
  limitMs: number | null;
  reason: string;
} | null {
  if (it === null) return null;
  const { extraMs, opensAt, closesAt, limitMs, reason } = it;
  return {
    kind: it.excused ? "excused" : it.makeUp ? "make_up" : "times",
    extraMs,
    opensAt,
    closesAt,
    limitMs,
    reason,
  };
}

async function showOne(
  c: Context<AppEnv>,
  deps: SettingsPageDeps,
  { user, errors, values = {} }: Shown,
): Promise<Response> {
  const { id = "", studentId = "" } = c.req.param() as Record<string, string>;
  const assignment = await requireRun(deps, user, id);
  const [student, override, style] = await Promise.all([
    requirePerson(deps, user, studentId),
    overrideOf(deps, assignment, studentId),
    styleOf(deps, user),
  ]);
  const back = assignmentPath(assignment.id, "settings");
  const body = (
    <div class="narrow stack">
      <PageHead
        title={student.name}
        crumbs={[{ label: assignment.title, href: back }, { label: "Exception" }]}
        sub="Empty fields follow the test. A lasting extra time is added by itself."
      />
      <ErrorSummary errors={errors} />
      <ExceptionFields
        action={assignmentPath(assignment.id, "settings", student.id)}
        cancelHref={back}
        values={{ ...(override && valuesOf(override, style.timeZone)), ...values }}
        errors={errors}
        timeZone={style.timeZone}
      />
    </div>
  );
  return await page(c, deps, {
    title: `${isolated(student.name)}: exception`,
    body,
    current: "tests",
    status: errors.length > 0 ? 400 : 200,
    back: { href: back, label: "Settings" },
  });
}

function valuesOf(it: Override, timeZone: string): FormValues {
  const local = (at: number | null) => at === null ? "" : localTime(at, timeZone);
  return {
    purpose: it.excused ? "excused" : it.makeUp ? "make_up" : "times",
    opensAt: local(it.opensAt),
    closesAt: local(it.closesAt),
    limitMinutes: it.limitMs === null ? "" : String(it.limitMs / 60_000),
    extraMinutes: it.extraMs === 0 ? "" : String(it.extraMs / 60_000),
    attemptsAllowed: it.attemptsAllowed === null ? "" : String(it.attemptsAllowed),
    reason: it.reason,
    rev: String(it.rev),
  };
}
