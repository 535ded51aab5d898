/** Rows in MongoDB: one document a row, with the fields a query asks for and no others. */
"use strict";
const { MongoClient } = require("mongodb");
const {
  ackOf,
  deadlineOf,
  mayStart,
  merged,
  newAttempt,
  newPaper,
  published,
  studentView,
} = require("../express/attempt.cjs");

const MAX_TRIES = 20;

/** @param readFixture Gives the rows of a database that is new. */
async function openStore({ url, name, readFixture }) {
  const client = new MongoClient(url, {
    maxPoolSize: 20,
    writeConcern: { w: "majority", journal: true },
    readConcern: { level: "majority" },
  });
  const db = client.db(name);
  if (await db.collection("schools").findOne() === null) await fill(db, readFixture());
  return { ...readers(db), ...attempts(db) };
}

async function fill(
  db,
  { school, office, students, sessions, enrolments, assignments, exam, questions, attempts },
) {
  const rows = {
    schools: [school],
    people: [office, ...students].map((it) => ({ ...it, sortName: it.name.toLowerCase() })),
    sessions,
    enrolments,
    assignments: assignments.flat(),
    exams: [exam],
    questions: questions.map(published),
    attempts: attempts.map(({ attempt, paper }) => ({
      ...attempt,
      paper: paper.slots,
      answers: {},
    })),
  };
  await db.collection("people").createIndex({ schoolId: 1, sortName: 1 });
  await db.collection("notices").createIndex({ personId: 1, readAt: 1 });
  await db.collection("enrolments").createIndex({ studentId: 1 });
  await db.collection("attempts").createIndex({ assignmentId: 1, studentId: 1, number: 1 }, {
    unique: true,
  });
  await db.collection("attempt_events").createIndex({ attemptId: 1, seq: 1 }, { unique: true });
  for (const [collection, all] of Object.entries(rows)) {
    for (let at = 0; at < all.length; at += 500) {
      const documents = all.slice(at, at + 500).map((it) => ({ ...it, _id: it.id }));
      await db.collection(collection).insertMany(documents);
    }
  }
}

function readers(db) {
  const [schools, people, sessions, notices] = ["schools", "people", "sessions", "notices"]
    .map((name) => db.collection(name));
  return {
    async signedIn(id) {
      const session = await sessions.findOne({ _id: id });
      if (session === null) return null;
      const [user, school] = await Promise.all([
        people.findOne({ _id: session.personId }),
        schools.findOne({ _id: session.schoolId }),
      ]);
      return user === null ? null : { session, user, school };
    },
    unread: (personId) => notices.countDocuments({ personId, readAt: null }, { limit: 99 }),
    people: (schoolId, limit) =>
      people.find({ schoolId }, { sort: { sortName: 1 }, limit, batchSize: limit }).toArray(),
  };
}

function attempts(db) {
  const collection = (name) => db.collection(name);
  const heads = collection("attempts");
  const events = collection("attempt_events");
  const assignments = collection("assignments");
  const accommodations = collection("accommodations");
  return {
    async start(user, assignmentId, now) {
      const assignment = await assignments.findOne({ _id: assignmentId });
      if (assignment === null) return null;
      const [enrolment, begun, exam] = await Promise.all([
        collection("enrolments").findOne({
          studentId: user.id,
          classId: assignment.audience.classId,
        }),
        heads.countDocuments({ assignmentId, studentId: user.id }),
        collection("exams").findOne({ _id: `${assignment.examId}-${assignment.examVersion}` }),
      ]);
      if (enrolment === null || !mayStart(assignment, begun, now)) return null;
      const ids = exam.sections.flatMap(({ slots }) =>
        slots.map(({ questionId, version }) => `${questionId}-${version}`)
      );
      const found = await collection("questions").find({ _id: { $in: ids } }).toArray();
      const questions = new Map(found.map((it) => [it.id, it]));
      const made = newAttempt(user, assignment, now);
      const paper = newPaper(exam, questions, made.id);
      await heads.insertOne({ ...made, _id: made.id, paper, answers: {} });
      await events.insertOne({ attemptId: made.id, seq: 1, at: now, data: { type: "started" } });
      return studentView(made, { assignment, exam, questions, paper });
    },
    async save(user, { attemptId, batch, now }) {
      for (let i = 0; i < MAX_TRIES; i++) {
        const own = await heads.findOne({ _id: attemptId }, { projection: { answers: 0 } });
        if (own === null || own.studentId !== user.id) return null;
        const [assignment, accommodation] = await Promise.all([
          assignments.findOne({ _id: own.assignmentId }),
          accommodations.findOne({ _id: user.id }),
        ]);
        const deadlineAt = deadlineOf(own, assignment, accommodation);
        if (own.state !== "in_progress" || now > deadlineAt) return { late: true };
        const slots = new Set(own.paper.map(({ slotId }) => slotId));
        if (batch.events.some(({ slotId }) => !slots.has(slotId))) return null;
        const change = merged(own, batch, now);
        if (change === null) return { missing: true };
        if (await written(change, own.seq)) return ackOf(change, batch, deadlineAt, now);
      }
      throw new Error("Too many lost races");
    },
  };

  /** The log first, then the projection: what a crash leaves between can be projected again. */
  async function written({ attempt, numbered }, seq) {
    const { _id, writers, answered, lastSeenAt, lastSavedAt } = attempt;
    const rows = numbered.map(({ seq, at, writerId, n, type, slotId, response }) => ({
      attemptId: _id,
      seq,
      at,
      writerId,
      n,
      data: { type, slotId, response },
    }));
    try {
      if (rows.length > 0) await events.insertMany(rows);
    } catch (error) {
      if (error.code === 11000) return false;
      throw error;
    }
    const answers = numbered.map((it) => [`answers.${it.slotId}`, it]);
    const set = { seq: attempt.seq, writers, answered, lastSeenAt, lastSavedAt };
    const update = { $set: { ...set, ...Object.fromEntries(answers) } };
    return (await heads.updateOne({ _id, seq }, update)).matchedCount === 1;
  }
}

module.exports = { openStore };
