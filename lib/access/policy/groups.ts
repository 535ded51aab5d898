import { isSmallGroup } from "../../model/statistics/small_groups.ts";
import type { User } from "../user.ts";

/**
 * Whether the figures of this group are shown to `user`: a principal sees none of a small one.
 *
 * @param n Results that the figures rest on.
 */
export function maySeeGroup(user: User, n: number): boolean {
  return user.role !== "principal" || !isSmallGroup(n);
}
