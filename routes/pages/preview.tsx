import { Hono } from "hono";
import type { VNode } from "preact";
import { EmptyState } from "../../components/EmptyState.tsx";
import { PageHead } from "../../components/PageHead.tsx";
import { Rich } from "../../components/question/Rich.tsx";
import { Rendered } from "../../components/Rendered.tsx";
import { Segmented } from "../../components/Tabs.tsx";
import { paperOfDraft, type PaperSection } from "../../lib/exams/paper_view.ts";
import { sectionLetter } from "../../lib/model/exams/exam_edit.ts";
import type { User } from "../../lib/access/user.ts";
import type { AuthoringDeps } from "../../lib/questions/deps.ts";
import { loadRichText, titleText } from "../../lib/rich_text/rich_text.ts";
import { type AppEnv, requireUser } from "../edge.tsx";
import { page, type PageDeps } from "../edge_page.tsx";
import { mediaUrl, renderQuestion } from "../edge_question.tsx";
import { isolated } from "../../lib/model/text/text_signs.ts";
import { testPath, TESTS_PATH } from "../../lib/model/process/paths.ts";

interface ShownSection {
  id: string;
  head: string;
  introHtml: string;
  /** Each question as the student's component renders it. */
  questions: { slotId: string; html: string }[];
}

/** `/tests/:id/preview`: the whole test as its students will see it, at the width of a phone or a laptop. */
export function previewPages(deps: PageDeps & AuthoringDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();

  app.get("/:id/preview", async (c) => {
    const user = requireUser(c);
    const examId = c.req.param("id");
    const { exam, sections } = await paperOfDraft(deps, { user, examId });
    const device = c.req.query("device") === "phone" ? "phone" : "laptop";
    const set = await loadRichText();
    const shown = await Promise.all(sections.map((it, i) => showSection(it, i, user)));
    const body = (
      <>
        <PageHead
          title={<span dir="auto">{titleText(exam.title)}</span>}
          crumbs={[{ label: "Tests", href: TESTS_PATH }, {
            label: "Edit",
            href: testPath(examId),
          }]}
          sub="As students will see it. Try it here: nothing is stored."
          actions={<Devices examId={examId} device={device} />}
        />
        <div class={`paper-preview paper-preview--${device} calm`}>
          {exam.draft.instructions && (
            <Rich html={set(exam.draft.instructions, { mediaUrl }).html} lang={null} />
          )}
          {shown.length === 0
            ? <EmptyState title="Add your first question." />
            : shown.map((section) => <SectionPart key={section.id} section={section} />)}
        </div>
      </>
    );
    return await page(c, deps, {
      title: `Preview of ${isolated(titleText(exam.title))}`,
      body,
      current: "tests",
      css: ["maths.css"],
      back: { href: testPath(examId), label: titleText(exam.title) },
    });
  });

  return app;
}

async function showSection(
  { id, title, intro, questions }: PaperSection,
  index: number,
  user: User,
): Promise<ShownSection> {
  const set = await loadRichText();
  return {
    id,
    head: title || `Section ${sectionLetter(index)}`,
    introHtml: set(intro, { mediaUrl }).html,
    questions: await Promise.all(questions.map(async ({ content, ...place }) => ({
      slotId: place.slotId,
      html: (await renderQuestion(content, place, user.locale)).html,
    }))),
  };
}

function Devices({ examId, device }: { examId: string; device: string }): VNode {
  const to = (name: string, label: string) => ({
    href: `${testPath(examId, "preview")}?device=${name}`,
    label,
    current: device === name,
  });
  return <Segmented label="Device" items={[to("phone", "Phone"), to("laptop", "Laptop")]} />;
}

function SectionPart({ section }: { section: ShownSection }): VNode {
  return (
    <section class="paper-preview__section">
      <h2 dir="auto">{section.head}</h2>
      {section.introHtml && <Rich html={section.introHtml} lang={null} />}
      {section.questions.map(({ slotId, html }) => (
        <Rendered key={slotId} class="paper-preview__question" html={html} />
      ))}
    </section>
  );
}
