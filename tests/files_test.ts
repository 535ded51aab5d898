import assert from "node:assert/strict";
import { MAX_FILE_BYTES } from "../lib/model/file_schema.ts";
import type { Person } from "../lib/model/people_schema.ts";
import { jsonSend } from "./people_world.ts";
import { takingWorld, type World } from "./taking_world.ts";
import { T0, type TestApp, testApp } from "./test_app.ts";

/** A PNG of one chunk of pixels, which nobody decodes; `mark` makes the bytes differ. */
function aPng(
  { width = 30, height = 20, size = 200, mark = 0 } = {},
): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size);
  const write = (at: number, text: string) =>
    bytes.set(Uint8Array.from(text, (letter) => letter.charCodeAt(0)), at);
  const view = new DataView(bytes.buffer);
  write(0, "\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
  view.setUint32(16, width);
  view.setUint32(20, height);
  view.setUint32(33, size - 57);
  write(37, "IDAT");
  bytes[41] = mark;
  write(size - 8, "IEND");
  return bytes;
}

async function upload(
  test: TestApp,
  who: Person,
  bytes: Uint8Array<ArrayBuffer>,
  name = "Mirror (final).PNG",
): Promise<Response> {
  const body = new FormData();
  body.set("file", new File([bytes], name, { type: "text/html" }));
  return await test.app.request("/api/files", {
    method: "POST",
    body,
    headers: await test.as(who),
  });
}

async function uploaded(test: TestApp, who: Person, mark: number): Promise<string> {
  const response = await upload(test, who, aPng({ mark }));
  assert.equal(response.status, 201);
  return (await response.json()).id;
}

async function get(
  test: TestApp,
  who: Person,
  id: string,
  headers: Record<string, string> = {},
): Promise<Response> {
  return await test.app.request(`/api/files/${id}`, {
    headers: { ...await test.as(who), ...headers },
  });
}

Deno.test("POST /api/files and GET /api/files/:id", async (t) => {
  using test = await testApp();
  const { teacher, student } = await takingWorld(test.deps.tables, T0);
  const png = aPng();
  let id = "";

  await t.step("keeps a picture under a name that says nothing of it", async () => {
    const response = await upload(test, teacher, png);
    assert.equal(response.status, 201);
    const file = await response.json();
    id = file.id;
    assert.deepEqual(file, {
      id,
      name: "picture.png",
      mime: "image/png",
      size: 200,
      width: 30,
      height: 20,
    });
  });

  await t.step("gives the bytes back, shut off from everything else", async () => {
    const response = await get(test, teacher, id);
    assert.equal(response.status, 200);
    assert.deepEqual(new Uint8Array(await response.arrayBuffer()), png);
    const { headers } = response;
    assert.equal(headers.get("content-type"), "image/png");
    assert.equal(headers.get("content-disposition"), 'inline; filename="picture.png"');
    assert.equal(headers.get("content-security-policy"), "default-src 'none'; sandbox");
    assert.equal(headers.get("x-content-type-options"), "nosniff");
    assert.equal(headers.get("cache-control"), "private, max-age=3600");
  });

  await t.step("sends nothing that the browser has", async () => {
    const etag = (await get(test, teacher, id)).headers.get("etag")!;
    const response = await get(test, teacher, id, { "if-none-match": etag });
    assert.equal(response.status, 304);
    assert.equal((await get(test, student, id, { "if-none-match": etag })).status, 404);
  });

  await t.step("takes the place out of a picture", async () => {
    const note = Uint8Array.from("\0\0\0\x03eXIfGPSCRC!", (letter) => letter.charCodeAt(0));
    const plain = aPng({ mark: 9 });
    const located = new Uint8Array([...plain.subarray(0, 33), ...note, ...plain.subarray(33)]);
    const sent = await upload(test, teacher, located);
    const kept = await get(test, teacher, (await sent.json()).id);
    assert.deepEqual(new Uint8Array(await kept.arrayBuffer()), plain);
  });

  await t.step("keeps the same bytes of the same person once", async () => {
    const response = await upload(test, teacher, png, "other.png");
    assert.equal(response.status, 200);
    assert.equal((await response.json()).id, id);
  });

  await t.step("refuses students, and who is not signed in", async () => {
    assert.equal((await upload(test, student, png)).status, 403);
    assert.equal((await test.app.request(`/api/files/${id}`)).status, 401);
  });
});

Deno.test("POST /api/files refuses what is no picture, and what is too large", async (t) => {
  using test = await testApp();
  const { teacher } = await takingWorld(test.deps.tables, T0);
  const code = async (response: Response) => [response.status, (await response.json()).code];

  await t.step("by its bytes, whatever its name", async () => {
    const html = new TextEncoder().encode("<svg onload=alert(1)>".padEnd(100));
    assert.deepEqual(await code(await upload(test, teacher, html, "a.png")), [
      400,
      "invalid/file_type",
    ]);
    assert.deepEqual(await code(await upload(test, teacher, new Uint8Array(0))), [
      400,
      "invalid/file_type",
    ]);
  });

  await t.step("at 10 MB and 12,000 pixels exactly it is taken", async () => {
    const largest = aPng({ size: MAX_FILE_BYTES, width: 12_000, height: 12_000 });
    assert.equal((await upload(test, teacher, largest)).status, 201);
  });

  await t.step("one byte or pixel more is not", async () => {
    const bytes = aPng({ size: MAX_FILE_BYTES + 1 });
    assert.deepEqual(await code(await upload(test, teacher, bytes)), [413, "too_large"]);
    assert.deepEqual(await code(await upload(test, teacher, aPng({ height: 12_001 }))), [
      413,
      "too_large",
    ]);
  });

  await t.step("a form without a file", async () => {
    const body = new FormData();
    body.set("file", "text");
    const headers = await test.as(teacher);
    const response = await test.app.request("/api/files", { method: "POST", body, headers });
    assert.equal(response.status, 400);
  });
});

/** Puts a picture into the prompt and another into the explanation of the first question. */
async function withPictures(
  test: TestApp,
  { teacher }: World,
): Promise<{ inPrompt: string; inExplanation: string; nowhere: string }> {
  const inPrompt = await uploaded(test, teacher, 1);
  const inExplanation = await uploaded(test, teacher, 2);
  const nowhere = await uploaded(test, teacher, 3);
  await test.deps.tables.questionVersions.update({ schoolId: "s1", id: "q0-1" }, (version) => ({
    ...version,
    content: {
      ...version.content,
      prompt: `Look. ![A mirror](media:${inPrompt})`,
      explanation: `So. ![Rays](media:${inExplanation})`,
    },
  }));
  return { inPrompt, inExplanation, nowhere };
}

Deno.test("GET /api/files/:id shows a student what the attempt and its review show", async (t) => {
  using test = await testApp();
  const { tables } = test.deps;
  const world = await takingWorld(tables, T0, { students: 1 });
  const { student, stranger, teacher, assignment } = world;
  const guardian: Person = { ...student, id: "guardian", role: "parent", username: "guardian" };
  await tables.people.insert(guardian);
  await tables.guardianLinks.insert({
    id: "link1",
    schoolId: "s1",
    createdAt: T0,
    guardianId: guardian.id,
    studentId: student.id,
    sinceAt: T0,
  });
  const files = await withPictures(test, world);
  const statuses = async (who: Person) => [
    (await get(test, who, files.inPrompt)).status,
    (await get(test, who, files.inExplanation)).status,
    (await get(test, who, files.nowhere)).status,
  ];
  let attemptId = "";

  await t.step("nothing before the start; staff see all", async () => {
    assert.deepEqual(await statuses(student), [404, 404, 404]);
    assert.deepEqual(await statuses(teacher), [200, 200, 200]);
  });

  await t.step("the question's pictures once started, to nobody else", async () => {
    const started = await test.app.request(
      "/api/test-attempts",
      jsonSend("POST", { assignmentId: assignment.id }, await test.as(student)),
    );
    attemptId = (await started.json()).id;
    assert.deepEqual(await statuses(student), [200, 404, 404]);
    assert.deepEqual(await statuses(stranger), [404, 404, 404]);
    assert.deepEqual(await statuses(guardian), [404, 404, 404]);
  });

  await t.step("the explanation's not yet at hand-in", async () => {
    const submitted = await test.app.request(
      `/api/test-attempts/${attemptId}/submit`,
      jsonSend("POST", { writerId: "writer0001", n: 0, heads: {} }, await test.as(student)),
    );
    assert.equal(submitted.status, 200);
    assert.deepEqual(await statuses(student), [200, 404, 404]);
    assert.deepEqual(await statuses(guardian), [404, 404, 404]);
  });

  await t.step("both after release, to the guardian as well", async () => {
    await tables.assignments.update(assignment, (it) => ({ ...it, releasedAt: T0 }));
    assert.deepEqual(await statuses(student), [200, 200, 404]);
    assert.deepEqual(await statuses(guardian), [200, 200, 404]);
    assert.deepEqual(await statuses(stranger), [404, 404, 404]);
  });

  await t.step("nothing of it to another school", async () => {
    const other: Person = { ...teacher, id: "t9", schoolId: "s9", username: "t9" };
    await tables.schools.insert({
      ...(await tables.schools.find({ schoolId: "s1", id: "s1" }))!,
      id: "s9",
      schoolId: "s9",
      code: "s9",
    });
    await tables.people.insert(other);
    assert.deepEqual(await statuses(other), [404, 404, 404]);
  });
});

Deno.test("GET /api/files/:id keeps the explanation's picture while another can still sit the test", async () => {
  using test = await testApp();
  const world = await takingWorld(test.deps.tables, T0, { students: 2 });
  const files = await withPictures(test, world);
  const headers = await test.as(world.student);
  const started = await test.app.request(
    "/api/test-attempts",
    jsonSend("POST", { assignmentId: world.assignment.id }, headers),
  );
  const { id } = await started.json();
  await test.app.request(
    `/api/test-attempts/${id}/submit`,
    jsonSend("POST", { writerId: "writer0001", n: 0, heads: {} }, headers),
  );
  await test.deps.tables.assignments.update(
    world.assignment,
    (it) => ({ ...it, releasedAt: T0 }),
  );
  assert.equal((await get(test, world.student, files.inPrompt)).status, 200);
  assert.equal((await get(test, world.student, files.inExplanation)).status, 404);
});

Deno.test("what an author called a picture reaches no student, in no header, page, JSON or description", async () => {
  using test = await testApp();
  const world = await takingWorld(test.deps.tables, T0, { students: 1 });
  const NAME = "answer-is-chloroplast.png";
  const sent = await upload(test, world.teacher, aPng({ mark: 1 }), NAME);
  assert.equal(sent.status, 201);
  const { id: uploadedId } = await sent.json();
  // As earlier versions kept it, and as they still name it to who uploads it again.
  const kept = (await test.deps.files.find({ schoolId: "s1", id: uploadedId }))!;
  const old = { ...kept, id: "old-file", sha256: "1".repeat(64), name: NAME };
  await test.deps.files.put(old, aPng({ mark: 2 }));
  await test.deps.tables.questionVersions.update({ schoolId: "s1", id: "q0-1" }, (it) => ({
    ...it,
    content: {
      ...it.content,
      prompt: `Name it. ![${NAME}](media:${uploadedId}) ![A cell](media:old-file)`,
    },
  }));
  const headers = await test.as(world.student);
  const started = await test.app.request(
    "/api/test-attempts",
    jsonSend("POST", { assignmentId: world.assignment.id }, headers),
  );
  const { id } = await started.json();
  const paths = [
    `/api/test-attempts/${id}`,
    `/attempts/${id}`,
    `/api/files/${uploadedId}`,
    "/api/files/old-file",
  ];
  for (const path of paths) {
    const response = await test.app.request(path, { headers });
    assert.equal(response.status, 200, path);
    const said = [...response.headers].join("\n") +
      new TextDecoder().decode(await response.bytes());
    assert.doesNotMatch(said, /chloroplast/i, path);
    if (path.startsWith("/api/files/")) assert.match(said, /filename="picture\.png"/);
    else assert.match(said, /alt=\\?"Picture\\?"/);
  }
});

Deno.test("ids of pictures do not tell in which order an author put them in", async () => {
  using test = await testApp();
  const { teacher } = await takingWorld(test.deps.tables, T0);
  const ids: string[] = [];
  for (let mark = 1; mark <= 12; mark++) {
    test.setNow(T0 + mark * 60_000);
    ids.push(await uploaded(test, teacher, mark));
  }
  // Once in 479 million runs by chance.
  assert.notDeepEqual(ids.toSorted(), ids);
});
