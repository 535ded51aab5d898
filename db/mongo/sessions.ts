import type { Collection, Db } from "mongodb";
import { type Session, SessionSchema } from "../../lib/model/people/people_schema.ts";
import type { SessionStore } from "../../lib/access/sessions.ts";
import type { RowRef } from "../../lib/store/store.ts";
import type { CollectionLayout } from "./layout.ts";
import { isDuplicate } from "./races.ts";

interface SessionDocument {
  _id: string;
  /** When it may be forgotten. */
  endAt: number;
  session: unknown;
}

export const SESSIONS: CollectionLayout = {
  name: "sessions",
  indexes: [
    { name: "person", key: { "session.schoolId": 1, "session.personId": 1 } },
    { name: "endAt", key: { endAt: 1 } },
  ],
  schema: { bsonType: "object", required: ["_id", "endAt", "session"] },
};

/** Sessions in MongoDB, a document each; {@linkcode MongoSessionStore.sweep} forgets those that have ended. */
export class MongoSessionStore implements SessionStore {
  readonly #sessions: Collection<SessionDocument>;

  constructor(db: Db) {
    this.#sessions = db.collection("sessions");
  }

  async find(id: string): Promise<Session | null> {
    const found = await this.#sessions.findOne({ _id: id });
    return found === null ? null : SessionSchema.parse(found.session);
  }

  async put(session: Session): Promise<void> {
    const filter = { _id: session.id };
    const replace = () => this.#sessions.replaceOne(filter, documentOf(session), { upsert: true });
    // Of two that insert at once a server may refuse one; it then replaces.
    await replace().catch((error) => {
      if (!isDuplicate(error)) throw error;
      return replace();
    });
  }

  async renew(session: Session): Promise<void> {
    await this.#sessions.replaceOne({ _id: session.id }, documentOf(session));
  }

  async remove(id: string): Promise<void> {
    await this.#sessions.deleteOne({ _id: id });
  }

  async ofPerson({ schoolId, id }: RowRef): Promise<Session[]> {
    const whose = { "session.schoolId": schoolId, "session.personId": id };
    const found = await this.#sessions.find(whose).toArray();
    return found.map(({ session }) => SessionSchema.parse(session))
      .sort((a, b) => b.createdAt - a.createdAt);
  }

  /** Forgets what ended at or before `at`. @returns How many. */
  async sweep(at: number): Promise<number> {
    return (await this.#sessions.deleteMany({ endAt: { $lte: at } })).deletedCount;
  }
}

function documentOf(given: Session): Omit<SessionDocument, "_id"> {
  const session = SessionSchema.parse(given);
  const { expiresAt, absoluteEndAt } = session;
  return { endAt: Math.min(expiresAt, absoluteEndAt), session };
}
