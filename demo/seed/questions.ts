/** The demo school's question banks. */
import { uploadFile } from "../../lib/files/files.ts";
import type { User } from "../../lib/access/user.ts";
import { createBank } from "../../lib/questions/banks.ts";
import { createQuestion } from "../../lib/questions/write.ts";
import type { DemoQuestion, SubjectName } from "../content/question.ts";
import { QUESTIONS } from "../content/questions/all.ts";
import { readyContent } from "../content/ready.ts";
import { RUBRICS } from "../content/rubrics.ts";
import { requireTeacher } from "../content/school.ts";
import { DAY } from "../content/test_shapes.ts";
import { TESTS } from "../content/tests.ts";
import { requireIn, type SeedDeps, type World } from "./world.ts";

/** The last question stood before the first test was put together. */
const FROM_DAYS = 150;
const UNTIL_DAYS = 50;

/** @param now When the seed runs. */
export async function seedQuestions(world: World, now: number): Promise<void> {
  const banks = new Map<string, string>();
  const everyMs = (FROM_DAYS - UNTIL_DAYS) * DAY / QUESTIONS.length;
  for (const [i, question] of QUESTIONS.entries()) {
    const deps = world.at(Math.round(now - FROM_DAYS * DAY + i * everyMs));
    const owner = ownerOf(question);
    const bankId = banks.get(`${owner}/${question.subject}`) ??
      await openBank(deps, world, { owner, subject: question.subject });
    banks.set(`${owner}/${question.subject}`, bankId);
    await write(deps, world, { question, owner, bankId });
  }
}

/** Whoever asks it first in a test, so that the test's owner may change it; else who teaches grade 10. */
function ownerOf({ key, subject }: DemoQuestion): string {
  const test = TESTS.find(({ sections }) =>
    sections.some(({ slots }) => slots.some((slot) => slot.question === key))
  );
  return test?.owner ?? requireTeacher(subject, "10a").username;
}

async function openBank(
  deps: SeedDeps,
  world: World,
  { owner, subject }: { owner: string; subject: SubjectName },
): Promise<string> {
  const isHead = requireTeacher(subject, "10a").username === owner;
  const bank = await createBank(deps, {
    user: requireIn(world.users, owner),
    name: isHead ? subject : `${subject}, class 9`,
    subjectId: requireIn(world.subjectIds, subject),
    sharing: "school",
  });
  return bank.id;
}

async function write(
  deps: SeedDeps,
  { users, subjectIds, questionIds }: World,
  { question, owner, bankId }: {
    question: DemoQuestion;
    owner: string;
    bankId: string;
  },
): Promise<void> {
  const user = requireIn(users, owner);
  const saved = await createQuestion(deps, {
    user,
    bankId,
    content: readyContent(question, await upload(deps, user, question.pictures)),
    rubric: question.rubric === null ? [] : RUBRICS[question.rubric] ?? [],
    subjectId: requireIn(subjectIds, question.subject),
    tags: [...question.tags],
    level: question.level,
  });
  questionIds.set(question.key, saved.question.id);
}

/** @returns File and size as a text names them, by picture name. */
async function upload(
  deps: SeedDeps,
  user: User,
  pictures: readonly string[],
): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (const name of pictures) {
    const bytes = await Deno.readFile(`demo/content/pictures/${name}.png`);
    const { file } = await uploadFile(deps, { user, bytes });
    ids.set(name, `${file.id}#${file.width}x${file.height}`);
  }
  return ids;
}
