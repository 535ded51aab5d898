import { readAllNotices } from "../../lib/notices.ts";
import { diceFrom } from "../demo/seeded.ts";
import { DAY } from "../demo/test_shapes.ts";
import type { World } from "./world.ts";

/** What people of the demo school were told is read; by most of them. */
export async function readNotices(world: World, now: number): Promise<void> {
  const deps = world.at(now - DAY / 4);
  const readers = [...world.users].filter(([username]) =>
    diceFrom(`nilgiri/reads/${username}`).next() < 0.7
  );
  await Promise.all(readers.map(([, user]) => readAllNotices(deps, user)));
}
