import { z } from "zod";
import type { Counter, Limit, Taken } from "../../lib/process/limits.ts";

/** Carries out a script with one key. */
export type Evaluate = (script: string, key: string, args: readonly string[]) => Promise<unknown>;

/** Takes a point, where one is left, in the window there is or in a new one named ARGV[3]. */
const TAKE = `local taken, window = unpack(redis.call('hmget', KEYS[1], 'taken', 'window'))
if not taken then
  redis.call('hset', KEYS[1], 'taken', 1, 'window', ARGV[3])
  redis.call('pexpire', KEYS[1], ARGV[2])
  return {1, ARGV[3]}
end
if tonumber(taken) >= tonumber(ARGV[1]) then return {0, tostring(redis.call('pttl', KEYS[1]))} end
redis.call('hincrby', KEYS[1], 'taken', 1)
return {1, window}`;

/** How long to wait where no point is left, else -1. */
const CHECK = `local taken = redis.call('hget', KEYS[1], 'taken')
if not taken or tonumber(taken) < tonumber(ARGV[1]) then return -1 end
return redis.call('pttl', KEYS[1])`;

const GIVE_BACK = `local taken, window = unpack(redis.call('hmget', KEYS[1], 'taken', 'window'))
if window == ARGV[1] and tonumber(taken) > 0 then redis.call('hincrby', KEYS[1], 'taken', -1) end
return 0`;

const CLEAR = `return redis.call('del', KEYS[1])`;

const TakenSchema = z.tuple([z.coerce.number(), z.string()]);

/** Counts in Redis for all processes together, each step one script. */
export class RedisCounter implements Counter {
  readonly #evaluate: Evaluate;
  readonly #prefix: string;

  /** @param prefix What all its keys begin with. */
  constructor(evaluate: Evaluate, prefix: string) {
    this.#evaluate = evaluate;
    this.#prefix = prefix;
  }

  async take(key: string, { points, seconds }: Limit): Promise<Taken> {
    const args = [String(points), String(seconds * 1_000), crypto.randomUUID()];
    const [isTaken, told] = TakenSchema.parse(await this.#run(TAKE, key, args));
    return isTaken === 1 ? { window: told } : { waitMs: Math.max(0, Number(told)) };
  }

  async check(key: string, { points }: Limit): Promise<number | null> {
    const ms = z.coerce.number().parse(await this.#run(CHECK, key, [String(points)]));
    return ms < 0 ? null : ms;
  }

  async giveBack(key: string, window: string): Promise<void> {
    await this.#run(GIVE_BACK, key, [window]);
  }

  async clear(key: string): Promise<void> {
    await this.#run(CLEAR, key, []);
  }

  #run(script: string, key: string, args: readonly string[]): Promise<unknown> {
    return this.#evaluate(script, `${this.#prefix}${key}`, args);
  }
}
