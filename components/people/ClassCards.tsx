import type { VNode } from "preact";
import type { ClassFile } from "../../lib/model/people/class_file.ts";
import type { FieldError } from "../../lib/model/process/errors.ts";
import type { Person } from "../../lib/model/people/people_schema.ts";
import { Button, LinkButton } from "../Button.tsx";
import { Card } from "../Card.tsx";
import { EmptyState } from "../EmptyState.tsx";
import { errorFor } from "../ErrorSummary.tsx";
import { Form } from "../FormPage.tsx";
import { Icon } from "../icons.tsx";
import { Row, Rows } from "../Rows.tsx";
import { SelectField, type SelectOption } from "../SelectField.tsx";
import { type Column, Table } from "../Table.tsx";
import { StatusBadge } from "./StatusBadge.tsx";
import { isolated } from "../../lib/model/text/text_signs.ts";
import {
  classPath,
  NEW_PERSON_PATH,
  personPath,
  SUBJECTS_PATH,
} from "../../lib/model/process/paths.ts";

/** Who is in the class. @param added Id of who was just put into it. */
export function StudentsCard(
  { file, added = null }: { file: ClassFile; added?: string | null },
): VNode {
  const { students, mayChange, schoolClass } = file;
  const add = classPath(schoolClass.id, "students");
  return (
    <Card
      id="students"
      title="Students"
      note={students.length}
      flush
      ruled
      action={mayChange && (
        <div class="buttons">
          <LinkButton size="small" href={`${NEW_PERSON_PATH}?role=student&class=${schoolClass.id}`}>
            New student
          </LinkButton>
          <LinkButton size="small" href={add}>Add students</LinkButton>
        </div>
      )}
    >
      {students.length === 0
        ? <EmptyState icon={<Icon name="users" size={28} />} title="No students yet." />
        : (
          <Table
            caption={`Students of ${isolated(schoolClass.name)}`}
            rows={students}
            rowKey={({ id }) => id}
            columns={studentColumns(file, added)}
          />
        )}
    </Card>
  );
}

function studentColumns(
  { mayChange, schoolClass }: ClassFile,
  added: string | null,
): Column<Person>[] {
  return [
    {
      key: "name",
      head: "Name",
      rowHead: true,
      cell: ({ id, name }) => <a href={personPath(id)} autofocus={id === added}>{name}</a>,
    },
    { key: "roll", head: "Roll", fit: true, quiet: true, cell: ({ rollNumber }) => rollNumber },
    {
      key: "acts",
      head: "Acts",
      quietHead: true,
      fit: true,
      end: true,
      cell: ({ id, name, status }) => (
        <div class="buttons buttons--end buttons--line">
          <StatusBadge status={status} />
          {mayChange && (
            <form method="post" action={classPath(schoolClass.id, "students", id, "end")}>
              <Button size="small" label={`Take out ${isolated(name)}`}>Take out</Button>
            </form>
          )}
        </div>
      ),
    },
  ];
}

export interface TeachingsCardProps {
  file: ClassFile;
  /** To choose from, for those who may change it. */
  teachers: readonly SelectOption[];
  subjects: readonly SelectOption[];
  values: Readonly<Record<string, string>>;
  errors: readonly FieldError[];
  /** Id of the teaching that was just added. */
  added?: string | null;
}

/** Who teaches what here. */
export function TeachingsCard(props: TeachingsCardProps): VNode {
  const { file: { teachings, mayChange }, added = null } = props;
  return (
    <Card id="teachings" title="Subjects" flush ruled>
      {teachings.length === 0 ? <EmptyState title="Nobody teaches here yet." /> : (
        <Rows>
          {teachings.map(({ teaching, teacher, subject }) => (
            <Row
              key={teaching.id}
              added={teaching.id === added}
              title={subject.name}
              detail={teacher.name}
              end={mayChange && (
                <form
                  method="post"
                  action={classPath(teaching.classId, "teachings", teaching.id, "remove")}
                >
                  <Button
                    size="small"
                    label={`Remove ${isolated(teacher.name)}, ${isolated(subject.name)}`}
                  >
                    Remove
                  </Button>
                </form>
              )}
            />
          ))}
        </Rows>
      )}
      {mayChange && <AddTeaching {...props} />}
    </Card>
  );
}

function AddTeaching({ file, teachers, subjects, values, errors }: TeachingsCardProps): VNode {
  if (teachers.length === 0 || subjects.length === 0) {
    return (
      <div class="card__foot">
        Add <a href={SUBJECTS_PATH}>subjects</a> and{" "}
        <a href={`${NEW_PERSON_PATH}?role=teacher`}>teachers</a> first.
      </div>
    );
  }
  return (
    <div class="card__foot">
      <Form action={classPath(file.schoolClass.id, "teachings")}>
        <SelectField
          name="subjectId"
          label="Subject"
          empty="Choose a subject"
          options={subjects}
          value={values["subjectId"] ?? ""}
          error={errorFor(errors, "subjectId")}
        />
        <SelectField
          name="teacherId"
          label="Teacher"
          empty="Choose a teacher"
          options={teachers}
          value={values["teacherId"] ?? ""}
          error={errorFor(errors, "teacherId")}
        />
        <div>
          <Button>Add</Button>
        </div>
      </Form>
    </div>
  );
}
