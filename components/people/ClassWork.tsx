import type { VNode } from "preact";
import type { ClassWork, WorkCell } from "../../lib/model/results/class_work_schema.ts";
import { formatPercent } from "../../lib/model/text/format_number.ts";
import { isolated } from "../../lib/model/text/text_signs.ts";
import { Card } from "../Card.tsx";
import { EmptyState } from "../EmptyState.tsx";
import { Chips } from "../Tabs.tsx";
import { assignmentPath, classPath, personPath } from "../../lib/model/process/paths.ts";

export interface ClassWorkCardProps {
  work: ClassWork;
  className: string;
  /** To choose from; chips show from two on. */
  subjects: readonly { id: string; name: string }[];
  locale: string;
}

/** How a class did in its last released tests, a row for each student. */
export function ClassWorkCard({ work, className, subjects, locale }: ClassWorkCardProps): VNode {
  const base = classPath(work.classId);
  const subject = subjects.find(({ id }) => id === work.subjectId)?.name;
  return (
    <Card
      id="work"
      title={subject ?? "Results"}
      note={work.tests.length > 0 && "percent in the last released tests"}
      flush
      ruled
      {...(work.tests.length > 0 &&
        { foot: <a href={classPath(work.classId, "tests")}>All tests of the class</a> })}
    >
      {subjects.length > 1 && (
        <div class="card__body class-work__subjects">
          <Chips
            label="Subjects"
            items={[
              { href: base, label: "All subjects", current: work.subjectId === null },
              ...subjects.map(({ id, name }) => ({
                href: `${base}?subject=${id}`,
                label: name,
                current: id === work.subjectId,
              })),
            ]}
          />
        </div>
      )}
      {work.tests.length === 0
        ? (
          <EmptyState title="No results released yet.">
            Results stand here once you release those of a test.
          </EmptyState>
        )
        : <WorkTable work={work} className={className} locale={locale} />}
    </Card>
  );
}

function WorkTable(
  { work, className, locale }: Pick<ClassWorkCardProps, "work" | "className" | "locale">,
): VNode {
  const hasMean = work.tests.length > 1;
  const caption = `Results of ${isolated(className)}`;
  return (
    <div class="table-scroll" role="region" aria-label={caption} tabIndex={0}>
      <table class="table class-work">
        <caption class="vh">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">Student</th>
            {work.tests.map(({ assignmentId, title, subject }) => (
              <th key={assignmentId} scope="col" class="cell--end">
                <a
                  class="class-work__test"
                  dir="auto"
                  href={assignmentPath(assignmentId, "results")}
                  title={[title, subject].filter(Boolean).join(", ")}
                >
                  {title}
                </a>
              </th>
            ))}
            {hasMean && <th scope="col" class="cell--end">Mean</th>}
          </tr>
        </thead>
        <tbody>
          {work.students.map(({ studentId, name, cells, meanPercent }) => (
            <tr key={studentId}>
              <th scope="row">
                <a href={personPath(studentId)}>{name}</a>
              </th>
              {cells.map((cell, at) => (
                <td key={work.tests[at]?.assignmentId} class="cell--end">
                  <Cell cell={cell} locale={locale} />
                </td>
              ))}
              {hasMean && (
                <td class="cell--end strong">
                  {meanPercent === null ? <None /> : formatPercent(meanPercent / 100, locale)}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cell({ cell: { state, percent }, locale }: { cell: WorkCell; locale: string }): VNode {
  if (percent !== null) return <>{formatPercent(percent / 100, locale)}</>;
  return state === "waits" ? <span class="muted">to mark</span> : <None />;
}

function None(): VNode {
  return (
    <span class="muted">
      <span aria-hidden="true">–</span>
      <span class="vh">no result</span>
    </span>
  );
}
