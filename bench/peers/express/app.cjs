/** The hot paths of the product as a good team would write them on Express 5. The store is SQLite or MongoDB. */
"use strict";
const { createHash, randomBytes, randomUUID } = require("node:crypto");
const express = require("express");
const { pino } = require("pino");
const { peoplePage } = require("./page.cjs");
const { BatchSchema, StartSchema } = require("./schemas.cjs");

const log = pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime });

class Problem extends Error {
  constructor(status, code, message) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** @param store Of `../express_sqlite/store.cjs` or `../express_mongo/store.cjs`. */
function createApp(store) {
  const app = express();
  app.disable("x-powered-by");
  app.set("etag", false);
  app.get("/livez", (_, res) => res.json({ state: "alive" }));
  app.use(facts, headers, csrf, express.json({ limit: "1mb" }), whoAsks(store));
  app.get("/api/session", signedIn, async (req, res) => {
    const { user, session, school } = req;
    const { id, schoolId, name, role } = user;
    await store.unread(user.id);
    const { name: schoolName, timeZone, locale } = school;
    const signedInAt = session.createdAt;
    res.json({ id, schoolId, name, role, locale, schoolName, timeZone, signedInAt });
  });
  app.get("/api/people", signedIn, office, async (req, res) => {
    const people = await store.people(req.user.schoolId, 51);
    const items = people.slice(0, 50).map((
      { id, name, role, status, email, username, locale, rollNumber },
    ) => ({ id, name, role, status, email, username, locale, rollNumber }));
    res.json({ items, next: people.length > 50 ? people[49].name : null });
  });
  app.get("/people", signedIn, office, async (req, res) => {
    const [people, unread] = await Promise.all([
      store.people(req.user.schoolId, 51),
      store.unread(req.user.id),
    ]);
    const { user, school, nonce } = req;
    const next = people.length > 50 ? people[49].name : null;
    res.type("html").send(
      peoplePage({ user, school, unread, nonce, people: people.slice(0, 50), next }),
    );
  });
  app.post("/api/test-attempts", signedIn, async (req, res) => {
    const { assignmentId } = parsed(StartSchema, req.body);
    const started = await store.start(req.user, assignmentId, Date.now());
    if (started === null) throw new Problem(404, "not_found", "Not here, or not yours to see");
    res.status(201).json(started);
  });
  app.post("/api/test-attempts/:id/events", signedIn, async (req, res) => {
    const batch = parsed(BatchSchema, req.body);
    const now = Date.now();
    const ack = await store.save(req.user, { attemptId: req.params.id, batch, now });
    if (ack === null) throw new Problem(404, "not_found", "Not here, or not yours to see");
    if (ack.missing) throw new Problem(409, "conflict/missing_writes", "Some answers are missing");
    if (ack.late) throw new Problem(410, "closed/late", "This test has ended");
    res.json(ack);
  });
  app.use((_req, _res, next) => next(new Problem(404, "not_found", "Not here")));
  app.use(problem);
  return app;
}

function facts(req, res, next) {
  const startedAt = performance.now();
  req.id = randomUUID();
  req.nonce = randomBytes(16).toString("base64");
  res.set("x-request-id", req.id);
  res.on("finish", () =>
    log.info({
      event: "request",
      requestId: req.id,
      method: req.method,
      route: req.route?.path ?? "none",
      status: res.statusCode,
      ms: Math.round((performance.now() - startedAt) * 10) / 10,
      userId: req.user?.id ?? null,
    }));
  next();
}

function headers(req, res, next) {
  res.set({
    "content-security-policy":
      `default-src 'none'; script-src 'self' 'nonce-${req.nonce}'; style-src 'self' 'nonce-${req.nonce}'; ` +
      "img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; " +
      "frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=()",
    "x-frame-options": "DENY",
    "cache-control": "no-store",
  });
  next();
}

function csrf(req, _res, next) {
  const { origin, host, "sec-fetch-site": site, cookie } = req.headers;
  const ours = origin === `http://${host}` || origin === `https://${host}`;
  const fine = site !== undefined
    ? site === "same-origin" && (origin === undefined || ours)
    : origin !== undefined
    ? ours
    : cookie === undefined;
  if (req.method === "GET" || req.method === "HEAD" || fine) return next();
  next(new Problem(403, "forbidden/csrf", "This was sent from another site"));
}

function whoAsks(store) {
  return async (req, _res, next) => {
    const secret = /(?:^|; *)plp_session=([^;]+)/.exec(req.headers.cookie ?? "")?.[1];
    if (secret === undefined) return next();
    const found = await store.signedIn(createHash("sha256").update(secret).digest("hex"));
    const now = Date.now();
    if (found !== null && now < found.session.expiresAt && found.user.status === "active") {
      Object.assign(req, found);
    }
    next();
  };
}

function signedIn(req, _res, next) {
  next(req.user ? undefined : new Problem(401, "unauthenticated", "Sign in first"));
}

function office(req, _res, next) {
  const fine = req.user.role === "school_admin" || req.user.role === "principal";
  next(fine ? undefined : new Problem(403, "forbidden", "This page is for other people"));
}

function parsed(schema, body) {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  throw new Problem(400, "invalid/fields", result.error.issues[0].message);
}

function problem(error, req, res, _next) {
  const { status = 500, code = "internal", message } = error;
  if (status >= 500) log.error({ event: "fault", requestId: req.id, error: error.stack });
  const title = status >= 500 ? "Something went wrong" : message;
  res.status(status).type("application/problem+json")
    .send(JSON.stringify({ title, status, code, requestId: req.id }));
}

module.exports = { createApp };
