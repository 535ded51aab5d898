import { openRedis } from "../../db/redis/open.ts";
import { memoryLimiter } from "../../lib/process/limits.ts";
import { until } from "./bus_contract.ts";
import { FEW, refusal, testLimiter } from "./limiter_contract.ts";
import { onRedis, ownRedis } from "../engines/redis_server.ts";
import { isUp, onTcp, onUpstash } from "../engines/redis_pairs.ts";

testLimiter("Memory", async (test) => {
  const limiter = memoryLimiter(FEW);
  await test(limiter, limiter);
});

testLimiter(
  "Redis",
  (test) => onTcp((one, other) => test(one.limiter(FEW), other.limiter(FEW))),
  onRedis,
);

testLimiter(
  "Upstash",
  (test) => onUpstash((one, other) => test(one.limiter(FEW), other.limiter(FEW))),
  onRedis,
);

Deno.test("a limiter over Redis goes on by its process's share while Redis is away", {
  ...onRedis,
  sanitizeOps: false,
  sanitizeResources: false,
}, async () => {
  await using server = await ownRedis();
  const settings = { over: "tcp", url: server.url, prefix: "t:" } as const;
  await using one = await openRedis(settings, () => {});
  await using other = await openRedis(settings, () => {});
  const [here, there] = [one.limiter(FEW), other.limiter(FEW)];
  await until(() => one.bus.connected() && other.bus.connected(), "both hear each other");
  for (let i = 0; i < 3; i++) await here.take("signInName", "ann");
  await refusal(there.take("signInName", "ann"));
  await server.stop("SIGKILL");
  for (const limiter of [here, there]) {
    await limiter.take("signInName", "ann");
    await limiter.take("signInName", "ann");
    await refusal(limiter.take("signInName", "ann"));
    await refusal(limiter.check("signInName", "ann"));
  }
  await server.start();
  await until(() => one.bus.connected() && other.bus.connected(), "both hear each other again");
  await refusal(here.take("signInName", "ann"));
  await refusal(there.take("signInName", "ann"));
});

Deno.test("a limiter over Upstash goes on in its process while Upstash is away", {
  ...onRedis,
  sanitizeOps: false,
  sanitizeResources: false,
}, () =>
  onUpstash(async (one, _other, double) => {
    const limiter = one.limiter(FEW);
    for (let i = 0; i < 3; i++) await limiter.take("signInName", "ann");
    await double.stop();
    await limiter.check("signInName", "ann");
    for (let i = 0; i < 3; i++) await limiter.take("signInName", "ann");
    await refusal(limiter.take("signInName", "ann"));
    double.start();
    await until(() => isUp(one), "it is back", 4_000);
    await refusal(limiter.take("signInName", "ann"));
  }));
