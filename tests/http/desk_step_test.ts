import assert from "node:assert/strict";
import fc from "fast-check";
import type { MarkDraft } from "../../lib/model/marking/mark_draft.ts";
import { DeskServer, type Pending, reached } from "../worlds/desk_server.ts";
import { firstDesk } from "../../islands/marking/desk_session.ts";
import {
  type Desk,
  type DeskAction,
  isUnsaved,
  sameDraft,
  unsavedOf,
} from "../../islands/marking/desk_state.ts";
import { deskStep } from "../../islands/marking/desk_step.ts";

const QUEUE = ["a", "b", "c"];

const REPLIES = ["marked", "undone", "next", "answer", "claimed"];

/** One thing that happens: `pick` says to which answer, request or reply. */
const HAPPENS = fc.record({
  what: fc.constantFrom(
    ...["type", "type", "type", "mark", "save", "save", "move", "back", "later", "undo", "go"],
    ...["mine", "theirs", "touch", "colleague", "claim", "unclaim"],
    ...["serve", "serve", "serve", "lose", "answer lost", "reply", "reply", "reply", "reply twice"],
  ),
  pick: fc.nat(20),
});

/** A desk, its server and the network between: requests wait, and so do replies, until the test says whose turn it is. */
class World {
  readonly server = new DeskServer(QUEUE);
  desk: Desk;
  readonly requests: Pending[] = [];
  readonly replies: DeskAction[] = [];
  /** Marks of colleagues that the desk showed. */
  readonly #seen = new Set<string>();
  /** Something was pressed since the last edit that leads to another answer. */
  #mayLeave = true;
  #letters = 0;

  constructor() {
    const start = { rubric: null, maxMark: 10, order: QUEUE, marked: 0 };
    this.desk = firstDesk(start, this.server.answer("a"));
    this.act({ is: "opened", kept: {} });
  }

  /** Whatever happens, a draft is changed by nothing but an edit of its own answer, or by its person's choice. */
  act(action: DeskAction): void {
    const before = this.desk;
    const { desk, effects } = deskStep(before, action);
    this.desk = desk;
    for (const [id, now] of Object.entries(desk.sheets)) {
      const sheet = before.sheets[id] ?? now;
      const mine = action.is === "edited" && action.attemptId === id ||
        action.is === "settle" && before.shown === id;
      if (isUnsaved(sheet) && !mine) {
        assert.deepEqual(now.draft, sheet.draft, `${action.is} changed the draft of ${id}`);
      }
      const known = isUnsaved(now) || this.server.had(id).some((it) => sameDraft(it, now.draft));
      assert.ok(known, `after ${action.is}, ${id} counts as saved and the server never had it`);
      if (now.other) this.#seen.add(`${id} ${now.other.rev}`);
      if (!isUnsaved(now)) this.#seen.add(`${id} ${now.answer.rev}`);
    }
    if (action.is === "edited") this.#mayLeave = false;
    else if (!REPLIES.includes(action.is) || (action.is === "claimed" && !before.touched)) {
      this.#mayLeave = true;
    }
    assert.ok(
      this.#mayLeave || desk.shown === before.shown,
      `${action.is} took somebody elsewhere who was writing`,
    );
    for (const effect of effects) {
      if (effect.do === "mark") {
        const { attemptId, rev } = effect;
        assert.deepEqual(effect.draft, desk.sheets[attemptId]!.draft);
        const unseen = this.server.markedBy(attemptId, rev) === "colleague" &&
          !this.#seen.has(`${attemptId} ${rev}`);
        assert.ok(!unseen, `a mark of ${attemptId} goes over a colleague's that nobody saw`);
      }
      this.requests.push(effect);
    }
  }

  happen({ what, pick }: { what: string; pick: number }): void {
    const { shown } = this.desk;
    const id = QUEUE[pick % 3]!;
    switch (what) {
      case "type":
        return shown === null ? undefined : this.#type(shown);
      case "mark":
        if (shown === null) return;
        return this.act({ is: "edited", attemptId: shown, change: { mark: String(pick % 11) } });
      case "save":
      case "later":
      case "undo":
        return this.act({ is: what });
      case "touch":
        return this.act({ is: "touched" });
      case "move":
      case "back":
        return this.act({ is: "move", by: what === "move" ? 1 : -1 });
      case "go":
        return this.act({ is: "go", attemptId: id });
      case "mine":
      case "theirs":
        return this.act({ is: "settle", keep: what });
      case "colleague":
        return this.server.colleagueMarks(id, pick % 11);
      case "claim":
      case "unclaim":
        return void (this.server.claims[what === "claim" ? "add" : "delete"](id));
      default:
        return this.#network(what, pick);
    }
  }

  #type(attemptId: string): void {
    const { comment } = this.desk.sheets[attemptId]!.draft;
    const letter = String.fromCharCode(97 + this.#letters++ % 26);
    this.act({ is: "edited", attemptId, change: { comment: comment + letter } });
  }

  #network(what: string, pick: number): void {
    if (what.startsWith("reply")) {
      const at = pick % Math.max(1, this.replies.length);
      const reply = this.replies[at];
      if (reply === undefined) return;
      if (what === "reply") this.replies.splice(at, 1);
      return this.act(reply);
    }
    const [request] = this.requests.splice(pick % Math.max(1, this.requests.length), 1);
    if (request === undefined) return;
    const served = what === "lose" ? null : this.server.serve(request);
    const reply = reached(request, what === "serve" ? served : null);
    if (reply !== null) this.replies.push(reply);
  }

  /** Everything arrives. */
  settle(): void {
    while (this.requests.length + this.replies.length > 0) {
      for (const request of this.requests.splice(0)) {
        const reply = reached(request, this.server.serve(request));
        if (reply !== null) this.replies.push(reply);
      }
      for (const reply of this.replies.splice(0)) this.act(reply);
    }
  }

  /** Goes to every answer that is not saved, gives it a mark if it has none, and saves it. */
  saveAll(): void {
    this.server.claims.clear();
    this.settle();
    for (let n = 0; unsavedOf(this.desk).length > 0; n++) {
      assert.ok(n < 20, "what is unsaved can be saved");
      const [id = ""] = unsavedOf(this.desk);
      this.act({ is: "go", attemptId: id });
      this.settle();
      const { draft } = this.desk.sheets[id]!;
      if (draft.mark === "") this.act({ is: "edited", attemptId: id, change: { mark: "3" } });
      this.act({ is: this.desk.sheets[id]!.other ? "settle" : "save", keep: "mine" } as DeskAction);
      this.settle();
    }
  }
}

Deno.test("deskStep() keeps what is typed with its answer, whatever becomes of requests and replies", () => {
  fc.assert(
    fc.property(fc.array(HAPPENS, { minLength: 5, maxLength: 80 }), (happens) => {
      const world = new World();
      for (const it of happens) world.happen(it);
      const typed = new Map(
        Object.entries(world.desk.sheets).filter(([, it]) => isUnsaved(it))
          .map(([id, { draft }]): [string, MarkDraft] => [id, draft]),
      );
      world.saveAll();
      for (const [id, { comment }] of typed) {
        // A colleague may have marked over it since, having seen it.
        const had = world.server.had(id).map((it) => it.comment);
        assert.ok(had.includes(comment), `what was typed for ${id} came to the server`);
      }
    }),
    { seed: 20_261_130, numRuns: 3_000 },
  );
});

Deno.test("deskStep() shows a late reply at its own answer, and stays where somebody goes on typing", () => {
  const world = new World();
  const edit = (comment: string) =>
    world.act({ is: "edited", attemptId: "a", change: { comment } });
  world.settle();
  world.act({ is: "edited", attemptId: "a", change: { mark: "4" } });
  edit("Short");
  world.act({ is: "save" });
  edit("Short, but right");
  world.settle();
  assert.equal(world.desk.shown, "a");
  assert.equal(world.desk.sheets["a"]!.draft.comment, "Short, but right");
  assert.equal(world.server.content("a").comment, "Short");
  assert.deepEqual(unsavedOf(world.desk), ["a"]);
  assert.match(world.desk.note, /What you wrote since is not saved yet/);
  world.act({ is: "save" });
  world.settle();
  assert.equal(world.server.content("a").comment, "Short, but right");
  assert.equal(world.desk.shown, "b");
  assert.match(world.desk.note, /^Saved\. Answer 2 of 3/);
});

Deno.test("deskStep() takes nobody to the next answer who went elsewhere while a mark was on its way", () => {
  const world = new World();
  world.settle();
  world.act({ is: "edited", attemptId: "a", change: { mark: "4" } });
  world.act({ is: "save" });
  world.act({ is: "go", attemptId: "c" });
  const [saved] = world.requests.splice(0, 1);
  world.settle();
  world.act({ is: "edited", attemptId: "c", change: { comment: "Mine" } });
  world.requests.push(saved!);
  world.settle();
  assert.equal(world.desk.shown, "c");
  assert.equal(world.desk.note, "Answer 1 is saved.");
  assert.deepEqual(unsavedOf(world.desk), ["c"]);
});

Deno.test("deskStep() leaves an answer that is begun here when a colleague's claim becomes known", () => {
  const world = new World();
  world.server.claims.add("a");
  world.act({ is: "edited", attemptId: "a", change: { comment: "Begun" } });
  world.settle();
  assert.equal(world.desk.shown, "a");
  assert.equal(world.desk.sheets["a"]!.draft.comment, "Begun");
  assert.match(world.desk.sheets["a"]!.trouble!, /is marking this one/);
});

Deno.test("deskStep() takes a doubled reply for no answer to a later save", () => {
  const world = new World();
  world.settle();
  world.act({ is: "edited", attemptId: "a", change: { mark: "4" } });
  world.act({ is: "save" });
  const [first] = world.requests.splice(0);
  const reply = reached(first!, world.server.serve(first!))!;
  world.act(reply);
  world.act({ is: "edited", attemptId: "a", change: { comment: "Later" } });
  world.act({ is: "save" });
  world.act(reply);
  assert.deepEqual(unsavedOf(world.desk), ["a"]);
  world.settle();
  assert.equal(world.server.content("a").comment, "Later");
  assert.deepEqual(unsavedOf(world.desk), []);
});
