/** Rows in SQLite: prepared statements, write-ahead log, every commit on disk. */
"use strict";
const { DatabaseSync } = require("node:sqlite");
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

const PRAGMAS = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA cache_size = -32000;
`;
const SCHEMA = `
  CREATE TABLE schools (id TEXT PRIMARY KEY, name TEXT, timeZone TEXT, locale TEXT) WITHOUT ROWID;
  CREATE TABLE people (id TEXT PRIMARY KEY, schoolId TEXT, name TEXT, role TEXT, status TEXT, email TEXT, username TEXT,
    locale TEXT, rollNumber TEXT) WITHOUT ROWID;
  CREATE INDEX people_by_name ON people (schoolId, lower(name), id);
  CREATE TABLE sessions (id TEXT PRIMARY KEY, personId TEXT, createdAt INTEGER, expiresAt INTEGER) WITHOUT ROWID;
  CREATE TABLE notices (id TEXT PRIMARY KEY, personId TEXT, readAt INTEGER) WITHOUT ROWID;
  CREATE INDEX notices_unread ON notices (personId) WHERE readAt IS NULL;
  CREATE TABLE enrolments (studentId TEXT, classId TEXT, PRIMARY KEY (studentId, classId)) WITHOUT ROWID;
  CREATE TABLE assignments (id TEXT PRIMARY KEY, classId TEXT, json TEXT) WITHOUT ROWID;
  CREATE TABLE accommodations (personId TEXT PRIMARY KEY, json TEXT) WITHOUT ROWID;
  CREATE TABLE exams (id TEXT PRIMARY KEY, json TEXT) WITHOUT ROWID;
  CREATE TABLE questions (id TEXT PRIMARY KEY, json TEXT) WITHOUT ROWID;
  CREATE TABLE attempts (id TEXT PRIMARY KEY, assignmentId TEXT, studentId TEXT, number INTEGER, state TEXT, json TEXT,
    UNIQUE (assignmentId, studentId, number)) WITHOUT ROWID;
  CREATE TABLE papers (attemptId TEXT PRIMARY KEY, json TEXT) WITHOUT ROWID;
  CREATE TABLE answers (attemptId TEXT, slotId TEXT, response TEXT, seq INTEGER, writerId TEXT, savedAt INTEGER,
    PRIMARY KEY (attemptId, slotId)) WITHOUT ROWID;
  CREATE TABLE events (attemptId TEXT, seq INTEGER, at INTEGER, writerId TEXT, n INTEGER, data TEXT,
    PRIMARY KEY (attemptId, seq)) WITHOUT ROWID;
`;

/** @param readFixture Gives the rows of a database that is new. */
function openStore(path, readFixture) {
  const db = new DatabaseSync(path);
  db.exec(PRAGMAS);
  const fresh = db.prepare("SELECT 1 FROM sqlite_master").get() === undefined;
  if (fresh) db.exec(SCHEMA);
  const tx = (work) => {
    db.exec("BEGIN IMMEDIATE");
    try {
      const result = work();
      db.exec("COMMIT");
      return result;
    } catch (error) {
      db.exec("ROLLBACK");
      throw error;
    }
  };
  const put = writers(db);
  if (fresh) tx(() => fill(put, readFixture()));
  return { ...readers(db), ...attempts(db, put, tx) };
}

/** `put.table(values...)` inserts or replaces. */
function writers(db) {
  const columns = {
    schools: 4,
    people: 9,
    sessions: 4,
    enrolments: 2,
    assignments: 3,
    exams: 2,
    questions: 2,
    attempts: 6,
    papers: 2,
    answers: 6,
    events: 6,
  };
  return Object.fromEntries(
    Object.entries(columns).map(([table, count]) => {
      const places = Array(count).fill("?").join(", ");
      const statement = db.prepare(`INSERT OR REPLACE INTO ${table} VALUES (${places})`);
      return [table, (...values) => statement.run(...values)];
    }),
  );
}

function fill(
  put,
  { school, office, students, sessions, enrolments, assignments, exam, questions, attempts },
) {
  put.schools(school.id, school.name, school.timeZone, school.locale);
  for (const it of [office, ...students]) {
    const { id, schoolId, name, role, status, email, username, locale, rollNumber } = it;
    put.people(id, schoolId, name, role, status, email, username, locale, rollNumber);
  }
  for (const it of sessions) put.sessions(it.id, it.personId, it.createdAt, it.expiresAt);
  for (const { studentId, classId } of enrolments) put.enrolments(studentId, classId);
  for (const it of assignments.flat()) {
    put.assignments(it.id, it.audience.classId, JSON.stringify(it));
  }
  put.exams(exam.id, JSON.stringify(exam));
  for (const it of questions) put.questions(it.id, JSON.stringify(published(it)));
  for (const { attempt, paper } of attempts) {
    putAttempt(put, attempt);
    put.papers(attempt.id, JSON.stringify(paper.slots));
  }
}

function putAttempt(put, it) {
  put.attempts(it.id, it.assignmentId, it.studentId, it.number, it.state, JSON.stringify(it));
}

function readers(db) {
  const signedIn = db.prepare(`
    SELECT s.createdAt, s.expiresAt, p.id, p.schoolId, p.name, p.role, p.status, p.locale,
      c.name AS schoolName, c.timeZone, c.locale AS schoolLocale
    FROM sessions s JOIN people p ON p.id = s.personId JOIN schools c ON c.id = p.schoolId WHERE s.id = ?`);
  const unread = db.prepare(
    "SELECT count(*) AS n FROM notices WHERE personId = ? AND readAt IS NULL",
  );
  const people = db.prepare(
    "SELECT * FROM people WHERE schoolId = ? ORDER BY lower(name), id LIMIT ?",
  );
  return {
    signedIn(id) {
      const it = signedIn.get(id);
      if (it === undefined) return null;
      const { createdAt, expiresAt, schoolName, timeZone, schoolLocale, ...user } = it;
      const locale = user.locale ?? schoolLocale;
      return {
        session: { createdAt, expiresAt },
        user,
        school: { name: schoolName, timeZone, locale },
      };
    },
    unread: (personId) => unread.get(personId).n,
    people: (schoolId, limit) => people.all(schoolId, limit),
  };
}

function attempts(db, put, tx) {
  const json = (sql) => {
    const statement = db.prepare(sql);
    return (...keys) => {
      const found = statement.get(...keys);
      return found === undefined ? null : JSON.parse(found.json);
    };
  };
  const attempt = json("SELECT json FROM attempts WHERE id = ?");
  const assignment = json("SELECT json FROM assignments WHERE id = ?");
  const accommodation = json("SELECT json FROM accommodations WHERE personId = ?");
  const exam = json("SELECT json FROM exams WHERE id = ?");
  const question = json("SELECT json FROM questions WHERE id = ?");
  const paper = json("SELECT json FROM papers WHERE attemptId = ?");
  const member = db.prepare("SELECT 1 FROM enrolments WHERE studentId = ? AND classId = ?");
  const begun = db.prepare(
    "SELECT count(*) AS n FROM attempts WHERE assignmentId = ? AND studentId = ?",
  );
  return {
    start: (user, assignmentId, now) =>
      tx(() => {
        const given = assignment(assignmentId);
        if (given === null || member.get(user.id, given.audience.classId) === undefined) {
          return null;
        }
        if (!mayStart(given, begun.get(assignmentId, user.id).n, now)) return null;
        const version = exam(`${given.examId}-${given.examVersion}`);
        const ids = version.sections.flatMap(({ slots }) =>
          slots.map(({ questionId, version }) => `${questionId}-${version}`)
        );
        const questions = new Map(ids.map((id) => [id, question(id)]));
        const made = newAttempt(user, given, now);
        const slots = newPaper(version, questions, made.id);
        putAttempt(put, made);
        put.papers(made.id, JSON.stringify(slots));
        put.events(made.id, 1, now, null, null, '{"type":"started"}');
        return studentView(made, { assignment: given, exam: version, questions, paper: slots });
      }),
    save: (user, { attemptId, batch, now }) =>
      tx(() => {
        const own = attempt(attemptId);
        if (own === null || own.studentId !== user.id) return null;
        const deadlineAt = deadlineOf(own, assignment(own.assignmentId), accommodation(user.id));
        if (own.state !== "in_progress" || now > deadlineAt) return { late: true };
        const slots = new Set(paper(attemptId).map(({ slotId }) => slotId));
        if (batch.events.some(({ slotId }) => !slots.has(slotId))) return null;
        const change = merged(own, batch, now);
        if (change === null) return { missing: true };
        for (const { slotId, response, seq, n, type } of change.numbered) {
          const data = JSON.stringify(response);
          put.events(
            attemptId,
            seq,
            now,
            batch.writerId,
            n,
            `{"type":"${type}","response":${data}}`,
          );
          put.answers(attemptId, slotId, data, seq, batch.writerId, now);
        }
        putAttempt(put, change.attempt);
        return ackOf(change, batch, deadlineAt, now);
      }),
  };
}

module.exports = { openStore };
