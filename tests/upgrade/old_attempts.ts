import type { TestApp } from "../worlds/test_app.ts";
import { CROWD, type OldSchool } from "./kept.ts";
import type { Slots } from "./old_tests.ts";
import { Visitor } from "./visitor.ts";

interface Started {
  id: string;
  path: string;
}

async function start(student: Visitor, assignmentId: string, writerId: string): Promise<Started> {
  const { attempt, id } = await student.send("POST", "/api/test-attempts", { assignmentId }, 201);
  const found = id ?? attempt.id;
  const path = `/api/test-attempts/${found}`;
  await student.send("POST", `${path}/claim`, { writerId, label: "phone" });
  return { id: found, path };
}

async function save(
  student: Visitor,
  path: string,
  writerId: string,
  events: object[],
): Promise<{ stored: string }> {
  return await student.send("POST", `${path}/events`, { writerId, events });
}

function answers(slots: Slots): [slotId: string, response: object][] {
  return [
    [slots["numerical"]!, { kind: "numerical", text: "16.5", unitId: "cm" }],
    [slots["short"]!, { kind: "short", text: "numerator" }],
    [slots["true_false"]!, { kind: "true_false", optionId: "true" }],
    [slots["essay"]!, { kind: "essay", text: "Both name the same point on the number line." }],
  ];
}

export async function handIn(
  asha: Visitor,
  assignmentId: string,
  slots: Slots,
): Promise<Pick<OldSchool["handedIn"], "attemptId" | "receipt">> {
  const writerId = "ashaphone1";
  const { id, path } = await start(asha, assignmentId, writerId);
  const events = answers(slots).map(([slotId, response], i) => (
    { n: i + 1, type: "answered", slotId, response, base: 0 }
  ));
  await save(asha, path, writerId, events);
  const receipt = await asha.send("POST", `${path}/submit`, {
    writerId,
    n: events.length,
    heads: {},
  });
  return { attemptId: id, receipt };
}

export async function write(
  bilal: Visitor,
  assignmentId: string,
  slots: Slots,
): Promise<OldSchool["running"]> {
  const writerId = "bilalphone1";
  const { id, path } = await start(bilal, assignmentId, writerId);
  const [number, short, , [essay, said]] = answers(slots) as [
    [string, object],
    [string, object],
    unknown,
    [string, { text: string }],
  ];
  const longer = { ...said, text: `${said.text} So they are one number.` };
  await save(bilal, path, writerId, [
    { n: 1, type: "answered", slotId: number[0], response: number[1], base: 0 },
    { n: 2, type: "answered", slotId: essay, response: said, base: 0 },
    { n: 3, type: "flagged", slotId: essay, on: true },
  ]);
  await save(bilal, path, writerId, [
    { n: 4, type: "answered", slotId: essay, response: longer, base: 0 },
    { n: 5, type: "answered", slotId: short[0], response: short[1], base: 0 },
  ]);
  const kept = { [number[0]]: number[1], [essay]: longer, [short[0]]: short[1] };
  return { attemptId: id, writerId, n: 5, answers: kept, waiting: [] };
}

/** While the store is away: acknowledged out of the journal. */
export async function writeDuringOutage(
  test: TestApp,
  { cookies, running, handedIn }: Omit<OldSchool, "counts">,
): Promise<OldSchool["running"]> {
  const bilal = new Visitor(test, cookies.bilal);
  const response = { kind: "essay", text: "Written while the store was away." };
  const slotId = handedIn.essaySlot;
  const n = running.n + 1;
  const events = [{ n, type: "answered", slotId, response, base: 0 }];
  const { stored } = await save(
    bilal,
    `/api/test-attempts/${running.attemptId}`,
    running.writerId,
    events,
  );
  if (stored !== "journal") throw new Error("Cannot make what waits: the store was there");
  const answers = { ...running.answers, [slotId]: response };
  return { ...running, n, answers, waiting: [slotId] };
}

export async function crowd(chen: Visitor, assignmentId: string): Promise<OldSchool["crowded"]> {
  const { id, path } = await start(chen, assignmentId, "chenphone000");
  for (let i = 1; i < CROWD; i++) {
    const writerId = `chenphone${String(i).padStart(3, "0")}`;
    await chen.send("POST", `${path}/claim`, { writerId, label: "phone" });
  }
  return { attemptId: id, writers: CROWD };
}
