import assert from "node:assert/strict";
import { parseConfig, VARIABLES } from "./config.ts";

Deno.test("parseConfig() starts development with nothing set", () => {
  const config = parseConfig({});
  assert.equal(config.port, 5001);
  assert.equal(config.demo, true);
  assert.equal(config.secure, false);
});

Deno.test("parseConfig() names every bad variable and prints no value", () => {
  const bad = { PORT: "banana-secret", APP_ENV: "prod-secret", PUBLIC_URL: "ftp://secret" };
  assert.throws(() => parseConfig(bad), (error: Error) => {
    for (const name of Object.keys(bad)) assert.match(error.message, new RegExp(name));
    assert.doesNotMatch(error.message, /secret/);
    return true;
  });
});

Deno.test("parseConfig() wants an address and TLS in production, or a word that plain http is meant", () => {
  assert.throws(() => parseConfig({ APP_ENV: "production" }), /PUBLIC_URL/);
  assert.throws(
    () => parseConfig({ APP_ENV: "production", PUBLIC_URL: "http://school.lan" }),
    /ALLOW_HTTP/,
  );
  const lan = parseConfig({
    APP_ENV: "production",
    PUBLIC_URL: "http://school.lan:5001",
    ALLOW_HTTP: "1",
  });
  assert.equal(lan.secure, false);
  assert.equal(lan.warnings.length, 1);
  const tls = parseConfig({ APP_ENV: "production", PUBLIC_URL: "https://school.example/" });
  assert.deepEqual([tls.secure, tls.publicOrigin, tls.demo], [
    true,
    "https://school.example",
    false,
  ]);
});

Deno.test("parseConfig() has no demo school and no open limits in production", () => {
  const base = { APP_ENV: "production", PUBLIC_URL: "https://school.example" };
  assert.throws(() => parseConfig({ ...base, DEMO: "1" }), /DEMO/);
  assert.throws(() => parseConfig({ ...base, RATE_LIMITS: "off" }), /RATE_LIMITS/);
  assert.throws(() => parseConfig({ ...base, TLS_CERT_FILE: "/x" }), /TLS_KEY_FILE/);
});

Deno.test(".env.example names every variable that is read, and no other", async () => {
  const text = await Deno.readTextFile(new URL("../../.env.example", import.meta.url));
  const named = [...text.matchAll(/^#?([A-Z_]+)=/gm)].map(([, name]) => name);
  assert.deepEqual(named.toSorted(), [...VARIABLES].toSorted());
});

Deno.test("parseConfig() reads single rate limits beside the usual ones", () => {
  const limits = parseConfig({ RATE_LIMITS: "person=2000/60, signInAddress=900/300" }).rateLimits;
  assert.deepEqual(limits?.person, { points: 2_000, seconds: 60 });
  assert.deepEqual(limits?.signInAddress, { points: 900, seconds: 300 });
  assert.deepEqual(limits?.signInName, parseConfig({}).rateLimits?.signInName);
  assert.equal(parseConfig({ RATE_LIMITS: "off" }).rateLimits, null);
  for (
    const bad of ["person", "person=0/60", "nobody=5/60", "person=5", "person=-1/2", "person=5/60,"]
  ) {
    assert.throws(
      () => parseConfig({ RATE_LIMITS: bad }),
      /RATE_LIMITS: write school, off, or name=points/,
      bad,
    );
  }
});

Deno.test("parseConfig() covers subdomains by HSTS only when told to", () => {
  assert.equal(parseConfig({}).hstsSubdomains, false);
  assert.equal(parseConfig({ HSTS_SUBDOMAINS: "1" }).hstsSubdomains, true);
});

Deno.test("parseConfig() splits roles only where processes share a store", () => {
  assert.equal(parseConfig({}).role, "all");
  for (const role of ["web", "worker"]) {
    assert.throws(() => parseConfig({ PROCESS_ROLE: role }), /PROCESS_ROLE: the embedded store/);
    const shared = { PROCESS_ROLE: role, MONGODB_URL: "mongodb://localhost/" };
    assert.equal(parseConfig(shared).role, role);
  }
  assert.throws(() => parseConfig({ PROCESS_ROLE: "boss" }), /PROCESS_ROLE/);
});
