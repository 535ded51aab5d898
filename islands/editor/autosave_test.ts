import assert from "node:assert/strict";
import { type PageStore, pageStore } from "../../lib/browser/stores.ts";
import { mergeDrafts } from "../../lib/model/questions/draft_merge.ts";
import { Autosave, type Sent } from "./autosave.ts";
import { draftNames, LocalDrafts } from "./local_drafts.ts";

interface Doc {
  title: string;
  text: string;
}

/** A device's store, without a page around it. */
function storage(): PageStore {
  const map = new Map<string, string>();
  return pageStore(() => ({
    getItem: (key) => map.get(key) ?? null,
    setItem: (key, value) => void map.set(key, value),
    removeItem: (key) => void map.delete(key),
    clear: () => map.clear(),
    key: (i) => [...map.keys()][i] ?? null,
    get length() {
      return map.size;
    },
  }));
}

/** A server with one document; `answers` come first, one each. */
function server(doc: Doc, answers: Sent<Doc>[] = []) {
  const state = { doc, rev: 1, saves: 0 };
  const send = (value: Doc, rev: number): Promise<Sent<Doc>> => {
    const answer = answers.shift();
    if (answer !== undefined) return Promise.resolve(answer);
    if (rev !== state.rev) {
      const { doc: now, rev: current } = state;
      return Promise.resolve({ kind: "stale", rev: current, value: now, message: "Ms Rao" });
    }
    state.doc = value;
    state.saves++;
    return Promise.resolve({ kind: "saved", rev: ++state.rev, savedAt: 42 });
  };
  return { state, send };
}

const BASE: Doc = { title: "T", text: "" };

function autosave(
  send: (value: Doc, rev: number, last: boolean) => Promise<Sent<Doc>>,
  { device = storage(), value = BASE, rev = 1 } = {},
): Autosave<Doc> {
  const drafts = new LocalDrafts<Doc>(device, "d1");
  const merge = (base: Doc, mine: Doc, theirs: Doc) => mergeDrafts(base, mine, theirs);
  return new Autosave({ value, rev, savedAt: null, send, merge, drafts, onChange: () => {} });
}

Deno.test("Autosave keeps a draft on the device until the server has it", async () => {
  const device = storage();
  const { state, send } = server(BASE);
  const saver = autosave(send, { device });
  saver.set({ ...BASE, text: "typed" });
  assert.equal(device.names().length, 1);
  assert.equal(saver.status.kind, "typing");
  assert.equal(await saver.flush(), true);
  assert.deepEqual([state.doc.text, saver.status, device.names()], [
    "typed",
    { kind: "saved", at: 42 },
    [],
  ]);
});

Deno.test("Autosave sends 1 s after the last key, once", async () => {
  const { state, send } = server(BASE);
  const saver = autosave(send);
  for (const text of ["a", "ab", "abc"]) saver.set({ ...BASE, text });
  await new Promise((done) => setTimeout(done, 900));
  assert.equal(state.saves, 0);
  await new Promise((done) => setTimeout(done, 300));
  assert.deepEqual([state.saves, state.doc.text], [1, "abc"]);
});

Deno.test("Autosave says where the draft is while the network is away, and sends it later", async () => {
  const { state, send } = server(BASE, [{ kind: "away" }, { kind: "signed_out" }]);
  const saver = autosave(send);
  saver.set({ ...BASE, text: "typed" });
  assert.equal(await saver.flush(), false);
  assert.equal(saver.status.kind, "kept");
  assert.equal(await saver.flush(), false);
  assert.equal(saver.status.kind, "signed_out");
  assert.equal(await saver.flush(), true);
  assert.equal(state.doc.text, "typed");
});

Deno.test("Autosave merges what another window saved in other fields", async () => {
  const { state, send } = server(BASE);
  state.doc = { ...BASE, title: "Theirs" };
  state.rev = 7;
  const saver = autosave(send);
  saver.set({ ...BASE, text: "mine" });
  await saver.flush();
  await saver.flush();
  assert.deepEqual(state.doc, { title: "Theirs", text: "mine" });
  assert.deepEqual(saver.value, state.doc);
});

Deno.test("Autosave writes over nobody: a person chooses between two texts", async () => {
  for (const keep of ["mine", "theirs"] as const) {
    const { state, send } = server(BASE);
    state.doc = { ...BASE, text: "theirs" };
    state.rev = 7;
    const saver = autosave(send);
    saver.set({ ...BASE, text: "mine" });
    assert.equal(await saver.flush(), false);
    assert.equal(saver.status.kind, "clash");
    saver.set({ ...BASE, text: "mine" });
    assert.equal(await saver.flush(), false);
    assert.equal(state.doc.text, "theirs");
    saver.choose(keep);
    assert.equal(await saver.flush(), true);
    assert.equal(state.doc.text, keep);
    saver.stop();
  }
});

Deno.test("Autosave takes a lost answer for what it was", async () => {
  const { state, send } = server(BASE);
  const saver = autosave(async (value, rev) => {
    const answer = await send(value, rev);
    return state.saves === 1 && answer.kind === "saved" ? { kind: "away" } : answer;
  });
  saver.set({ ...BASE, text: "typed" });
  assert.equal(await saver.flush(), false);
  assert.equal(await saver.flush(), true);
  assert.deepEqual([state.saves, state.doc.text, saver.status.kind], [1, "typed", "saved"]);
});

Deno.test("Autosave restores what a closed tab left, onto what was saved since", async () => {
  const device = storage();
  const key = "d1#closedtab";
  const left = { base: BASE, value: { ...BASE, text: "half a sent" }, at: 1 };
  device.set(key, JSON.stringify(left));
  const now = { ...BASE, title: "Renamed" };
  const { state, send } = server(now);
  const saver = autosave(send, { device, value: now });
  assert.equal(saver.restore(), true);
  assert.equal(await saver.flush(), true);
  assert.deepEqual(state.doc, { title: "Renamed", text: "half a sent" });
  assert.deepEqual(device.names(), []);
});

Deno.test("Autosave asks when a closed tab's text and the server's differ", () => {
  const device = storage();
  const left = { base: BASE, value: { ...BASE, text: "here" }, at: 1 };
  device.set("d1#closedtab", JSON.stringify(left));
  const saver = autosave(server(BASE).send, { device, value: { ...BASE, text: "there" } });
  assert.equal(saver.restore(), true);
  assert.deepEqual([saver.status.kind, saver.value.text], ["clash", "here"]);
  assert.equal(device.names().length, 1);
  saver.stop();
});

Deno.test("Autosave keeps nothing of what is broken on the device, and works without one", async () => {
  const device = storage();
  device.set("d1#a", "{");
  device.set("d1#b", "17");
  const { state, send } = server(BASE);
  const saver = autosave(send, { device });
  assert.equal(saver.restore(), false);
  saver.set({ ...BASE, text: "x" });
  assert.equal(await saver.flush(), true);
  assert.equal(state.doc.text, "x");
});

Deno.test("draftNames() tells what is kept on the device", () => {
  const device = storage();
  for (const key of ["slot.a#1", "slot.a#2", "slot.b#1", "other"]) device.set(key, "{}");
  assert.deepEqual(draftNames(device, "slot."), ["a", "b"]);
  assert.deepEqual(draftNames(pageStore(() => undefined), "slot."), []);
});

Deno.test("Autosave takes over what was typed into the one before it", async () => {
  const { state, send } = server(BASE);
  const before = autosave(send);
  before.set({ ...BASE, text: "typed while the server was asked" });
  const after = autosave(send, { value: { ...BASE, title: "Chosen" } });
  after.follow(before);
  assert.deepEqual(after.value, { title: "Chosen", text: "typed while the server was asked" });
  assert.equal(await after.flush(), true);
  assert.equal(state.doc.text, "typed while the server was asked");
  before.stop();
});
