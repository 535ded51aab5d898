import { type Context, Hono } from "hono";
import TestEditor from "../../islands/TestEditor.tsx";
import { requireExam } from "../../lib/exams/access.ts";
import { readSlot } from "../../lib/exams/slots.ts";
import { teacherTest } from "../../lib/exams/view.ts";
import { type GivenDeps, givenTests } from "../../lib/assignments/given_tests.ts";
import type { QuestionWork, TeacherTest } from "../../lib/model/questions/authoring_schema.ts";
import { DomainError } from "../../lib/model/process/errors.ts";
import { allSlots, slotPlace } from "../../lib/model/exams/exam_edit.ts";
import { LANGUAGES } from "../../lib/model/questions/languages.ts";
import type { User } from "../../lib/access/user.ts";
import type { AuthoringDeps } from "../../lib/questions/deps.ts";
import { colleaguesOf } from "../../lib/questions/colleagues.ts";
import { subjectNames } from "../../lib/questions/subjects.ts";
import { questionWork } from "../../lib/questions/view.ts";
import { titleText } from "../../lib/rich_text/rich_text.ts";
import { styleOf } from "../../lib/home/shell.ts";
import { type AppEnv, requireUser } from "../edge.tsx";
import { page, type PageDeps } from "../edge_page.tsx";
import { renderQuestion } from "../edge_question.tsx";
import { TESTS_PATH } from "../../lib/model/process/paths.ts";

type Selection = { kind: "test" } | { kind: "section" | "slot"; id: string };

/** `/tests/:id`, the editor; `?slot=` and `?section=` say what its form shows. */
export function testEditorPages(deps: PageDeps & AuthoringDeps & GivenDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();

  app.get("/:id", async (c) => {
    const user = requireUser(c);
    const exam = await requireExam(deps, user, c.req.param("id"));
    const [test, colleagues, subjects, given, style] = await Promise.all([
      teacherTest(deps, exam),
      exam.ownerId === user.id ? colleaguesOf(deps, user) : [],
      subjectNames(deps, user),
      givenTests(deps, user, { of: { kind: "exam", examId: exam.id } }),
      styleOf(deps, user),
    ]);
    const selection = selected(c, test);
    const work = selection.kind === "slot"
      ? await workIn(deps, user, { examId: exam.id, slotId: selection.id })
      : null;
    const body = (
      <TestEditor
        test={test}
        selection={selection}
        work={work}
        previewHtml={await previewOf(test, selection, { work, user })}
        subjects={[...subjects].map(([value, label]) => ({ value, label }))}
        colleagues={colleagues.map(({ id, name }) => ({ value: id, label: name }))}
        given={{ rows: given.items, more: given.next !== null }}
        personId={user.id}
        style={style}
        languages={LANGUAGES}
      />
    );
    return await page(c, deps, {
      title: titleText(exam.title),
      body,
      current: "tests",
      rail: true,
      width: "flush",
      css: ["maths.css"],
      back: { href: TESTS_PATH, label: "Tests" },
    });
  });

  return app;
}

/** What the address asks for, else the first question, else title and instructions. */
function selected(c: Context<AppEnv>, test: TeacherTest): Selection {
  const { slot, section } = c.req.query();
  if (section && test.sections.some(({ id }) => id === section)) {
    return { kind: "section", id: section };
  }
  if (slot && slotPlace(test, slot)) return { kind: "slot", id: slot };
  const [first] = allSlots(test);
  return first ? { kind: "slot", id: first.slotId } : { kind: "test" };
}

/** `null` for a question that was deleted. */
async function workIn(
  deps: AuthoringDeps,
  user: User,
  it: { examId: string; slotId: string },
): Promise<QuestionWork | null> {
  try {
    const { question, work, slot, mayEdit } = await readSlot(deps, { user, ...it });
    return await questionWork(question, work, { version: slot.version, mayEdit });
  } catch (error) {
    if (error instanceof DomainError && error.code === "not_found") return null;
    throw error;
  }
}

async function previewOf(
  test: TeacherTest,
  selection: Selection,
  { work, user }: { work: QuestionWork | null; user: User },
): Promise<string | null> {
  const place = selection.kind === "slot" ? slotPlace(test, selection.id) : null;
  if (work === null || place === null) return null;
  const at = { slotId: "preview", number: place.number, maxMark: place.slot.maxMark };
  return (await renderQuestion(work.content, at, user.locale)).html;
}
