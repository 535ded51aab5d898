import { noticesOf, readNotice } from "../../lib/notices/notices.ts";
import type { User } from "../../lib/access/user.ts";
import { diceFrom } from "../content/seeded.ts";
import { DAY } from "../content/test_shapes.ts";
import type { SeedDeps, World } from "./world.ts";

/** What people of the demo school were told is read, but for the last days with those who seldom look. */
export async function readNotices(world: World, now: number): Promise<void> {
  await Promise.all(
    [...world.users].map(([username, user]) => {
      const isSlow = diceFrom(`nilgiri/reads/${username}`).next() < 0.4;
      return readBefore(world.at(now - DAY / 8), user, now - (isSlow ? 5 : 0.25) * DAY);
    }),
  );
}

async function readBefore(deps: SeedDeps, user: User, before: number): Promise<void> {
  const { items } = await noticesOf(deps, user);
  for (const { id } of items.filter(({ at }) => at < before)) await readNotice(deps, user, id);
}
