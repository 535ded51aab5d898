/** What both stores do with an attempt, without a database. */
"use strict";
const { createHash, randomUUID } = require("node:crypto");

/** Whether a student may begin now. */
function mayStart(assignment, begun, now) {
  const open = assignment.cancelledAt === null && assignment.opensAt <= now &&
    (assignment.closesAt === null || now < assignment.closesAt);
  return open && (assignment.attemptsAllowed === null || begun < assignment.attemptsAllowed);
}

function deadlineOf({ startedAt }, { limitMs, closesAt }, accommodation) {
  const factor = accommodation?.timeFactor ?? 1;
  return Math.min(limitMs === null ? Infinity : startedAt + limitMs * factor, closesAt ?? Infinity);
}

function newAttempt(user, assignment, now) {
  return {
    id: randomUUID(),
    schoolId: user.schoolId,
    assignmentId: assignment.id,
    studentId: user.id,
    number: 1,
    state: "in_progress",
    startedAt: now,
    dueAt: assignment.limitMs === null ? null : now + assignment.limitMs + assignment.graceMs,
    seq: 1,
    writers: {},
    answered: [],
    lastSeenAt: now,
    lastSavedAt: null,
  };
}

/** Slots and options in an order that follows from the attempt's id. */
function newPaper(exam, questions, attemptId) {
  return exam.sections.flatMap(({ id: sectionId, shuffle, slots }) => {
    const order = shuffle ? shuffled(slots, `${attemptId}/${sectionId}`) : slots;
    return order.map(({ slotId, questionId, version, maxMark }) => {
      const { content } = questions.get(`${questionId}-${version}`);
      const ids = (content.body.options ?? []).map(({ id }) => id);
      const options = content.body.shuffle ? shuffled(ids, `${attemptId}/${slotId}`) : ids;
      return {
        slotId,
        sectionId,
        questionId,
        version,
        kind: content.kind,
        order: options,
        maxMark,
      };
    });
  });
}

function shuffled(items, seed) {
  const result = [...items];
  for (let i = result.length - 1; i > 0; i--) {
    const j = createHash("sha256").update(`${seed}/${i}`).digest().readUInt32BE(0) % (i + 1);
    [result[i], result[j]] = [result[j], result[i]];
  }
  return result;
}

/** What the student's page gets: questions without their keys. */
function studentView(attempt, { assignment, exam, questions, paper }) {
  return {
    id: attempt.id,
    assignmentId: attempt.assignmentId,
    title: assignment.title,
    number: attempt.number,
    startedAt: attempt.startedAt,
    deadlineAt: deadlineOf(attempt, assignment, null),
    answers: [],
    flagged: [],
    sections: exam.sections.map(({ id, title, intro }) => ({ id, title, intro })),
    questions: paper.map(({ slotId, questionId, version, kind, order, maxMark }, i) => {
      const { content } = questions.get(`${questionId}-${version}`);
      const texts = new Map((content.body.options ?? []).map(({ id, text }) => [id, text]));
      return {
        slotId,
        kind,
        number: i + 1,
        maxMark,
        promptHtml: content.promptHtml,
        options: order.map((id) => ({ id, html: texts.get(id) })),
        units: content.body.units ?? [],
        maxChars: content.body.maxChars ?? null,
      };
    }),
  };
}

/** Prompts are made into HTML when a question is published, not when it is read. */
function published(question) {
  const escaped = question.content.prompt.replace(/[&<>]/g, (it) => `&#${it.charCodeAt(0)};`);
  return { ...question, content: { ...question.content, promptHtml: `<p>${escaped}</p>` } };
}

/** The attempt after a batch, and the batch's new events numbered; `null` when some before it are missing. */
function merged(attempt, { writerId, events }, now) {
  const last = attempt.writers[writerId]?.n ?? 0;
  const fresh = events.filter(({ n }) => n > last);
  if (fresh.some(({ n }, i) => n !== last + 1 + i)) return null;
  const numbered = fresh.map((event, i) => ({
    ...event,
    seq: attempt.seq + 1 + i,
    at: now,
    writerId,
  }));
  const answered = new Set(attempt.answered);
  for (const { slotId, response } of numbered) if (response) answered.add(slotId);
  return {
    numbered,
    attempt: {
      ...attempt,
      seq: attempt.seq + numbered.length,
      writers: { ...attempt.writers, [writerId]: { n: last + numbered.length, at: now } },
      answered: [...answered],
      lastSeenAt: now,
      lastSavedAt: now,
    },
  };
}

function ackOf({ attempt, numbered }, { writerId }, deadlineAt, now) {
  return {
    now,
    deadlineAt,
    state: attempt.state,
    seq: attempt.seq,
    acked: attempt.writers[writerId].n,
    savedAt: now,
    slots: Object.fromEntries(numbered.map(({ slotId, seq }) => [slotId, seq])),
    conflicts: [],
  };
}

module.exports = {
  ackOf,
  deadlineOf,
  mayStart,
  merged,
  newAttempt,
  newPaper,
  published,
  studentView,
};
