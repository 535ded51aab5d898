import { Hono } from "hono";
import type { VNode } from "preact";
import { LinkButton } from "../../components/Button.tsx";
import { PrintQuestion, type PrintQuestionProps } from "../../components/PrintQuestion.tsx";
import { Rich } from "../../components/question/Rich.tsx";
import { paperOfDraft, type PaperQuestion, type PaperSection } from "../../lib/exams/paper_view.ts";
import { answerLines } from "../../lib/model/questions/draft_text.ts";
import { sectionLetter } from "../../lib/model/exams/exam_edit.ts";
import { formatNumber } from "../../lib/model/text/format_number.ts";
import { sumMarks } from "../../lib/model/marking/marks.ts";
import type { AuthoringDeps } from "../../lib/questions/deps.ts";
import {
  loadRichText,
  plainText,
  type RichTextRenderer,
  titleText,
} from "../../lib/rich_text/rich_text.ts";
import { shellFacts } from "../../lib/home/shell.ts";
import { type AppEnv, requireUser } from "../edge.tsx";
import { barePage, type PageDeps } from "../edge_page.tsx";
import { mediaUrl } from "../edge_question.tsx";
import PrintButton from "../../islands/PrintButton.tsx";
import { isolated } from "../../lib/model/text/text_signs.ts";
import { testPath } from "../../lib/model/process/paths.ts";

/** `/tests/:id/print`: the test on A4, with the answers for teachers by `?answers=true`. */
export function printPages(deps: PageDeps & AuthoringDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();

  app.get("/:id/print", async (c) => {
    const user = requireUser(c);
    const { locale } = user;
    const examId = c.req.param("id");
    const { exam, sections } = await paperOfDraft(deps, { user, examId });
    const [set, { schoolName }] = await Promise.all([loadRichText(), shellFacts(deps, user)]);
    const answers = c.req.query("answers") === "true";
    const marks = sections.flatMap(({ questions }) => questions.map(({ maxMark }) => maxMark));
    const body = (
      <main id="main" class="print-page">
        <div class="buttons no-print">
          <PrintButton />
          <LinkButton href={`${testPath(examId, "print")}${answers ? "" : "?answers=true"}`}>
            {answers ? "Without answers" : "With answers"}
          </LinkButton>
          <LinkButton look="quiet" href={testPath(examId)}>Back to the test</LinkButton>
        </div>
        <PaperHead
          school={schoolName}
          title={titleText(exam.title)}
          marks={formatNumber(sumMarks(marks), locale)}
        />
        {exam.draft.instructions && (
          <Rich html={set(exam.draft.instructions, { mediaUrl }).html} lang={null} />
        )}
        {sections.map((section, i) => (
          <PaperPart key={section.id} {...{ section, set, locale }} index={i} />
        ))}
        {answers && <Answers sections={sections} />}
      </main>
    );
    return await barePage(c, deps, {
      title: `Print ${isolated(titleText(exam.title))}`,
      body,
      css: ["maths.css"],
    });
  });

  return app;
}

function PaperHead(
  { school, title, marks }: { school: string; title: string; marks: string },
): VNode {
  return (
    <header class="print-head">
      <p>{school}</p>
      <h1 dir="auto">{title}</h1>
      <p class="row row--between">
        <span>Marks: {marks}</span>
        <span>Time:</span>
        <span>Class:</span>
      </p>
      <p class="print-head__name">
        <span>Name</span>
        <span>Roll number</span>
      </p>
    </header>
  );
}

function PaperPart(
  { section, index, set, locale }: {
    section: PaperSection;
    index: number;
    set: RichTextRenderer;
    locale: string;
  },
): VNode {
  return (
    <section>
      <h2 dir="auto">{sectionLetter(index)}. {section.title}</h2>
      {section.intro && <Rich html={set(section.intro, { mediaUrl }).html} lang={null} />}
      <ol role="list" class="print-questions">
        {section.questions.map((it) => (
          <PrintQuestion key={it.slotId} {...printed(it, set)} locale={locale} />
        ))}
      </ol>
    </section>
  );
}

function printed(
  { content, number, maxMark }: PaperQuestion,
  set: RichTextRenderer,
): Omit<PrintQuestionProps, "locale"> {
  const { kind, body } = content;
  const options = "options" in body ? body.options : [];
  return {
    ...{ kind, number, maxMark, lang: content.locale },
    promptHtml: set(content.prompt, { mediaUrl }).html,
    optionHtmls: options.map(({ text }) => set(text, { mediaUrl, inline: true }).html),
    units: "units" in body ? body.units.map(({ label }) => label) : [],
  };
}

function Answers({ sections }: { sections: readonly PaperSection[] }): VNode {
  return (
    <section class="print-answers">
      <h2>Answers</h2>
      <ol role="list">
        {sections.flatMap(({ questions }) => questions).map(({ slotId, number, content }) => (
          <li key={slotId}>
            <strong>{number}.</strong>{" "}
            <span dir="auto" lang={content.locale ?? undefined}>
              {rightLines(content).join("; ") || "Marked by hand"}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Formulae as text; an accepted answer with its stars as it was typed. */
function rightLines(content: PaperQuestion["content"]): string[] {
  const lines = answerLines(content);
  return content.kind === "short" || content.kind === "numerical" ? lines : lines.map(plainText);
}
