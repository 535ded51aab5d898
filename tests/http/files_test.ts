import assert from "node:assert/strict";
import { MAX_FILE_BYTES } from "../../lib/model/files/file_schema.ts";
import { MAX_OWN_BYTES, MAX_OWN_FILES } from "../../lib/model/files/file_schema.ts";
import type { Person } from "../../lib/model/people/people_schema.ts";
import { joined } from "../worlds/pictures.ts";
import { aWorld, jsonSend } from "../worlds/people_world.ts";
import { takingWorld, type World } from "../worlds/taking_world.ts";
import { T0, type TestApp, testApp } from "../worlds/test_app.ts";

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

  await t.step(
    "at 10 MB, 12,000 pixels a side and 40 million in all exactly it is taken",
    async () => {
      const largest = aPng({ size: MAX_FILE_BYTES, width: 8_000, height: 5_000 });
      assert.equal((await upload(test, teacher, largest)).status, 201);
      assert.equal((await upload(test, teacher, aPng({ width: 12_000, height: 1 }))).status, 201);
    },
  );

  const side = [12_000 & 255, 12_000 >> 8];
  const webpSide = [11_999 & 255, 11_999 >> 8];
  const lossless = 11_999 | (11_999 << 14);
  const huge: [kind: string, bytes: Uint8Array<ArrayBuffer>][] = [
    ["PNG", aPng({ width: 12_000, height: 12_000, size: 58 })],
    ["PNG, one line too many", aPng({ width: 8_000, height: 5_001 })],
    ["GIF", joined("GIF89a", side, side, Array(48).fill(0))],
    [
      "GIF by a frame alone",
      joined("GIF89a", [1, 0, 1, 0, 0, 0, 0], [0x2c, 0, 0, 0, 0], side, side, [0, 2, 0], [0x3b]),
    ],
    [
      "JPEG",
      joined("\xff\xd8\xff\xc0\0\x11\x08", side.toReversed(), side.toReversed(), Array(60).fill(0)),
    ],
    [
      "WebP, lossy",
      joined("RIFF\x32\0\0\0WEBPVP8 \x20\0\0\0\0\0\0\x9d\x01\x2a", side, side, Array(28).fill(0)),
    ],
    [
      "WebP, lossless",
      joined(
        "RIFF\x32\0\0\0WEBPVP8L\x20\0\0\0\x2f",
        [0, 8, 16, 24].map((by) => (lossless >>> by) & 255),
        Array(28).fill(0),
      ),
    ],
    [
      "WebP, long",
      joined(
        "RIFF\x32\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0",
        webpSide,
        [0],
        webpSide,
        [0],
        Array(28).fill(0),
      ),
    ],
  ];
  for (const [kind, bytes] of huge) {
    await t.step(`more than 40 million pixels claimed: ${kind}`, async () => {
      const answer = await upload(test, teacher, bytes);
      assert.equal(answer.status, 413, await answer.clone().text());
      assert.equal((await answer.json()).title, "This picture has more than 40 million pixels");
    });
  }

  await t.step("a picture cut off at 10 MB, whose end would make it longer", async () => {
    const bytes = new Uint8Array(MAX_FILE_BYTES);
    bytes.set(joined("\xff\xd8\xff\xc0\0\x11\x08\0\x01\0\x01", Array(10).fill(0)));
    bytes.set(joined("\xff\xda\0\x02"), 21);
    assert.deepEqual(await code(await upload(test, teacher, bytes)), [413, "too_large"]);
  });

  await t.step("a name with signs that nobody sees", async () => {
    const answer = await upload(test, teacher, aPng({ mark: 9 }), "a\u202egnp.png");
    assert.equal(answer.status, 400);
    assert.match((await answer.json()).fields[0].message, /signs that cannot be seen/);
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

/** Rows that say that this person keeps so much, with a byte each. */
async function keeping(
  test: TestApp,
  { schoolId, id: ownerId }: Person,
  { bytes, files }: { bytes: number; files: number },
): Promise<void> {
  for (let n = 0; n < files; n++) {
    const size = Math.min(MAX_FILE_BYTES, bytes - n * MAX_FILE_BYTES);
    await test.deps.files.put({
      ...{ id: `kept-${ownerId}-${n}`, schoolId, ownerId, createdAt: T0, name: "kept.png" },
      ...{ mime: "image/png", size, width: 1, height: 1 },
      sha256: String(n).padStart(64, "0"),
    }, new Uint8Array(1));
  }
}

Deno.test("POST /api/files takes from one person what a person may keep, and not a byte more", async (t) => {
  using test = await testApp();
  const { teacher, otherTeacher } = await twoTeachers(test);
  const full = Math.floor(MAX_OWN_BYTES / MAX_FILE_BYTES);
  const left = 500;
  await keeping(test, teacher, { bytes: MAX_OWN_BYTES - left, files: full + 1 });

  await t.step("says what is used, on page and API", async () => {
    const answer = await get(test, teacher, "usage");
    assert.deepEqual(await answer.json(), {
      files: full + 1,
      bytes: MAX_OWN_BYTES - left,
      maxFiles: MAX_OWN_FILES,
      maxBytes: MAX_OWN_BYTES,
    });
    const page = await test.app.request("/account", { headers: await test.as(teacher) });
    assert.match(await page.text(), /1,024 MB of 1,024 MB, 103 of 5000 files/);
  });
  await t.step("what does not fit is refused, and nothing of it kept", async () => {
    const answer = await upload(test, teacher, aPng({ size: left + 1 }));
    assert.equal(answer.status, 413);
    const { code, title } = await answer.json();
    assert.equal(code, "too_large");
    assert.match(title, /does not fit: 1,024 MB of your 1,024 MB/);
    const usage = await (await get(test, teacher, "usage")).json();
    assert.equal(usage.bytes, MAX_OWN_BYTES - left);
  });
  await t.step("of several at once no more than fit", async () => {
    const answers = await Promise.all(
      [1, 2, 3, 4].map((mark) => upload(test, teacher, aPng({ size: 300, mark }))),
    );
    const taken = answers.filter(({ status }) => status === 201).length;
    assert.ok(taken <= 1, String(taken));
    for (const { status } of answers) assert.ok([201, 413].includes(status), String(status));
    const usage = await (await get(test, teacher, "usage")).json();
    assert.equal(usage.bytes, MAX_OWN_BYTES - left + taken * 300);
  });
  await t.step("what just fits is taken, and a colleague's is another's", async () => {
    const { bytes } = await (await get(test, teacher, "usage")).json();
    const rest = aPng({ size: MAX_OWN_BYTES - bytes, mark: 5 });
    assert.equal((await upload(test, teacher, rest)).status, 201);
    assert.equal((await upload(test, otherTeacher, aPng())).status, 201);
    const usage = await (await get(test, otherTeacher, "usage")).json();
    assert.deepEqual([usage.files, usage.bytes], [1, 200]);
  });
});

async function twoTeachers(test: TestApp): Promise<{ teacher: Person; otherTeacher: Person }> {
  const { teacher, idleTeacher } = await aWorld(test);
  return { teacher, otherTeacher: idleTeacher };
}

Deno.test("GET /api/files/usage is for staff", async () => {
  using test = await testApp();
  const { student, principal } = await aWorld(test);
  assert.equal((await test.app.request("/api/files/usage")).status, 401);
  assert.equal((await get(test, student, "usage")).status, 403);
  assert.equal((await get(test, principal, "usage")).status, 200);
  const page = await test.app.request("/account", { headers: await test.as(student) });
  assert.doesNotMatch(await page.text(), /Your pictures/);
});

// The limiter keeps a timer for each key.
Deno.test(
  "POST /api/files takes 120 pictures of one person in ten minutes",
  { sanitizeOps: false, sanitizeResources: false },
  async () => {
    using test = await testApp({ limits: "school" });
    const { teacher, otherTeacher } = await twoTeachers(test);
    for (let n = 0; n < 120; n++) {
      const answer = await upload(test, teacher, aPng({ mark: n }));
      assert.equal(answer.status, 201, `${n} ${await answer.text()}`);
    }
    const late = await upload(test, teacher, aPng({ mark: 121 }));
    assert.equal(late.status, 429);
    assert.equal((await late.json()).code, "rate");
    assert.ok(Number(late.headers.get("retry-after")) > 0);
    assert.equal((await upload(test, otherTeacher, aPng())).status, 201);
  },
);

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
