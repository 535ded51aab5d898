import assert from "node:assert/strict";
import { aPerson, aWorld, formPost } from "../../tests/worlds/people_world.ts";
import { testApp } from "../../tests/worlds/test_app.ts";

const FORM = {
  rev: "",
  timePercent: "25",
  scale: "1.5",
  contrast: "high",
  font: "system",
  validFrom: "2026-11-01",
  validTo: "2027-03-31",
  note: "Letter of the doctor",
};

Deno.test("/people/:id/accommodation", async (t) => {
  using test = await testApp();
  const { tables } = test.deps;
  const { office, principal, teacher, idleTeacher, student, otherStudent, parent } = await aWorld(
    test,
  );
  const path = `/people/${student.id}/accommodation`;
  const find = () => tables.accommodations.find(student);
  const get = async (who: typeof office) => {
    const response = await test.app.request(path, { headers: await test.as(who) });
    return [response.status, await response.text()] as const;
  };
  const send = async (who: typeof office, fields: Record<string, string>) => {
    const response = await test.app.request(path, formPost(fields, await test.as(who)));
    return [response.status, await response.text()] as const;
  };

  await t.step("is granted by the principal, in the school's days", async () => {
    assert.equal((await send(principal, FORM))[0], 303);
    const row = (await find())!;
    assert.deepEqual(
      [row.timeFactor, row.display.scale, row.display.contrast, row.hideTimer, row.grantedBy],
      [1.25, 1.5, "high", false, principal.id],
    );
    assert.deepEqual([row.validFromAt, row.validToAt], [
      Date.UTC(2026, 9, 31, 18, 30),
      Date.UTC(2027, 2, 31, 18, 30),
    ]);
    const audits = await tables.audits.list("all", "school-a", []);
    assert.ok(audits.items.some(({ action }) => action === "accommodation.granted"));
  });

  await t.step(
    "shows its effect to those it concerns, the note to granter and office",
    async () => {
      for (const who of [principal, office]) {
        assert.ok((await get(who))[1].includes("Letter of the doctor"), who.role);
      }
      const second = aPerson({ id: "principal-2", role: "principal" });
      await tables.people.insert(second);
      for (const who of [teacher, student, parent, second]) {
        const [status, html] = await get(who);
        assert.equal(status, 200, who.role);
        assert.ok(html.includes("25"), who.role);
        assert.ok(!html.includes("Letter of the doctor"), who.role);
      }
      for (const who of [idleTeacher, otherStudent]) assert.equal((await get(who))[0], 404);
    },
  );

  await t.step(
    "keeps the note and its granter when another principal changes the rest",
    async () => {
      const second = (await tables.people.find({ schoolId: "school-a", id: "principal-2" }))!;
      assert.equal(
        (await send(second, { ...FORM, rev: "0", timePercent: "50", note: "" }))[0],
        303,
      );
      const row = (await find())!;
      assert.deepEqual([row.timeFactor, row.note, row.grantedBy], [
        1.5,
        "Letter of the doctor",
        principal.id,
      ]);
      assert.ok(!(await get(second))[1].includes("Letter of the doctor"));
    },
  );

  await t.step("overwrites nothing silently", async () => {
    const [status, html] = await send(office, { ...FORM, rev: "0", note: "Typed" });
    assert.equal(status, 400);
    assert.ok(html.includes("Somebody changed this meanwhile") && html.includes("Typed"));
    assert.equal((await send(office, FORM))[0], 400, "and not by a form of before the first");
    assert.equal((await find())!.timeFactor, 1.5);
  });

  const bad: [fields: Record<string, string>, says: string][] = [
    [{ timePercent: "" }, "Enter a number from 0 to 300"],
    [{ timePercent: "-5" }, "Enter a number from 0 to 300"],
    [{ timePercent: "301" }, "Enter a number from 0 to 300"],
    [{ timePercent: "much" }, "Enter a number from 0 to 300"],
    [{ scale: "9" }, "Choose a size"],
    [{ validFrom: "" }, "Enter the first day"],
    [{ validTo: "31 March" }, "Enter the last day, or leave it empty"],
    [{ validTo: "2026-10-01" }, "Enter a last day after the first"],
    [{ note: "x".repeat(1_001) }, "Use at most 1,000 characters"],
    [{ grantedBy: "me" }, "Nothing is called"],
  ];
  for (const [fields, says] of bad) {
    await t.step(`says: ${says} (${Object.values(fields)[0]!.slice(0, 10)})`, async () => {
      const form = { ...FORM, rev: "1", note: "Typed note", ...fields };
      const [status, html] = await send(office, form);
      assert.equal(status, 400);
      assert.ok(html.includes(says));
      assert.ok("note" in fields || html.includes("Typed note"));
      assert.equal((await find())!.rev, 1);
    });
  }

  await t.step("is granted by nobody else", async () => {
    for (const who of [teacher, student, parent]) {
      assert.equal((await send(who, { ...FORM, rev: "1" }))[0], 404, who.role);
    }
  });

  await t.step("is for students", async () => {
    const headers = await test.as(office);
    const response = await test.app.request(`/people/${teacher.id}/accommodation`, { headers });
    assert.equal(response.status, 404);
  });
});
