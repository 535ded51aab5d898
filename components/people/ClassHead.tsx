import type { VNode } from "preact";
import type { ClassFile } from "../../lib/model/people/class_file.ts";
import { isolated } from "../../lib/model/text/text_signs.ts";
import { LinkButton } from "../Button.tsx";
import { PageHead } from "../PageHead.tsx";
import { Tabs } from "../Tabs.tsx";
import { CLASSES_PATH, classPath } from "../../lib/model/process/paths.ts";

export type ClassTab = "students" | "tests" | "passwords";

/** Head of the pages about one class: its students and their work, its tests, and apart from both how its students sign in. */
export function ClassHead(
  { file, current, added = false }: { file: ClassFile; current: ClassTab; added?: boolean },
): VNode {
  const { schoolClass: { id, name }, yearName, classTeacher, mayChange, teachesHere } = file;
  const teacher = classTeacher === null
    ? "no class teacher"
    : `class teacher ${isolated(classTeacher.name)}`;
  const tabs: { id: ClassTab; href: string; label: string }[] = [
    { id: "students", href: classPath(id), label: "Students" },
    { id: "tests", href: classPath(id, "tests"), label: "Tests" },
    ...mayChange || teachesHere
      ? [{ id: "passwords" as const, href: classPath(id, "passwords"), label: "Passwords" }]
      : [],
  ];
  return (
    <PageHead
      title={name}
      added={added}
      crumbs={[{ label: "Classes", href: CLASSES_PATH }]}
      sub={`${isolated(yearName)}, ${isolated(teacher)}`}
      actions={mayChange && <LinkButton href={classPath(id, "edit")}>Edit</LinkButton>}
      tabs={
        <Tabs
          label="This class"
          tabs={tabs.map((tab) => ({ ...tab, current: tab.id === current }))}
        />
      }
    />
  );
}
