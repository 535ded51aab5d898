import { type Binary, type Collection, type Db, GridFSBucket, ObjectId } from "mongodb";
import { Buffer } from "node:buffer";
import { finished } from "node:stream/promises";
import type { FileBytes, FileStore } from "../../lib/files/files.ts";
import { DomainError } from "../../lib/model/process/errors.ts";
import { type StoredFile, StoredFileSchema } from "../../lib/model/files/file_schema.ts";
import type { RowRef } from "../../lib/store/store.ts";
import type { CollectionLayout } from "./layout.ts";
import { isDuplicate } from "./races.ts";
import { rowId } from "./row_document.ts";

/** GridFS keeps the bytes under an id of their own, so that an upload that loses takes away only what is its own. */
interface FileDocument {
  _id: ObjectId;
  length: number;
  metadata: { row: unknown; key: string; same: string };
}

/** Bytes that stand without a file: of an upload under way, or of a file being removed. */
interface HalfDocument {
  _id: ObjectId;
  at: number;
  /** Given up: who is uploading must not finish it. */
  over: boolean;
}

const BUCKET = "files";

export const FILES: readonly CollectionLayout[] = [
  {
    name: `${BUCKET}.files`,
    indexes: [
      { name: "key", key: { "metadata.key": 1 }, unique: true },
      { name: "same", key: { "metadata.same": 1 }, unique: true },
      { name: "filename_1_uploadDate_1", key: { filename: 1, uploadDate: 1 } },
    ],
    schema: { bsonType: "object", required: ["_id", "length", "metadata"] },
  },
  {
    name: `${BUCKET}.chunks`,
    indexes: [{ name: "files_id_1_n_1", key: { files_id: 1, n: 1 }, unique: true }],
    schema: { bsonType: "object", required: ["_id", "files_id", "n", "data"] },
  },
  {
    name: "file_halves",
    indexes: [{ name: "at", key: { at: 1 } }],
    schema: { bsonType: "object", required: ["_id", "at", "over"] },
  },
];

/** Files in MongoDB's GridFS. */
export class MongoFileStore implements FileStore {
  readonly #bucket: GridFSBucket;
  readonly #files: Collection<FileDocument>;
  readonly #chunks: Collection<{ files_id: ObjectId; n: number; data: Binary }>;
  readonly #halves: Collection<HalfDocument>;

  constructor(db: Db) {
    this.#bucket = new GridFSBucket(db, { bucketName: BUCKET });
    this.#files = db.collection(`${BUCKET}.files`);
    this.#chunks = db.collection(`${BUCKET}.chunks`);
    this.#halves = db.collection("file_halves");
  }

  async put(file: StoredFile, bytes: FileBytes): Promise<void> {
    const row = StoredFileSchema.parse(file);
    const metadata = { row, key: rowId(row), same: sameKey(row) };
    // Looked for first, so that an upload of what is there sends nothing; the unique indexes decide.
    const there = { $or: [{ "metadata.key": metadata.key }, { "metadata.same": metadata.same }] };
    if (await this.#files.findOne(there, { projection: { _id: 1 } })) throw taken();
    const id = new ObjectId();
    await this.#halves.insertOne({ _id: id, at: row.createdAt, over: false });
    try {
      const upload = this.#bucket.openUploadStreamWithId(id, row.name, { metadata });
      upload.end(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
      await finished(upload);
    } catch (error) {
      await this.#clear(id);
      throw isDuplicate(error) ? taken() : error;
    }
    const { deletedCount } = await this.#halves.deleteOne({ _id: id, over: false });
    if (deletedCount === 1) return;
    // What was sent after it was swept is nobody else's to clear.
    await this.#clear(id);
    throw new DomainError("unavailable", "This took too long. Send it again");
  }

  async find(ref: RowRef): Promise<StoredFile | null> {
    const found = await this.#files.findOne({ "metadata.key": rowId(ref) });
    return found === null ? null : StoredFileSchema.parse(found.metadata.row);
  }

  async findSame(
    it: Pick<StoredFile, "schoolId" | "ownerId" | "sha256">,
  ): Promise<StoredFile | null> {
    const found = await this.#files.findOne({ "metadata.same": sameKey(it) });
    return found === null ? null : StoredFileSchema.parse(found.metadata.row);
  }

  async usedBy(
    { schoolId, ownerId }: { schoolId: string; ownerId: string },
  ): Promise<{ files: number; bytes: number }> {
    const from = `${schoolId}/${ownerId}/`;
    // A hash follows, of figures and the first letters.
    const own = { "metadata.same": { $gte: from, $lt: `${from}g` } };
    const used = { files: 0, bytes: 0 };
    for await (const { metadata } of this.#files.find(own, { projection: { metadata: 1 } })) {
      used.files++;
      used.bytes += StoredFileSchema.parse(metadata.row).size;
    }
    return used;
  }

  async read(ref: RowRef): Promise<FileBytes | null> {
    const found = await this.#files.findOne({ "metadata.key": rowId(ref) });
    if (found === null) return null;
    const bytes = new Uint8Array(found.length);
    let at = 0;
    const chunks = this.#chunks.find({ files_id: found._id }, { sort: { n: 1 } });
    for await (const { data } of chunks) {
      bytes.set(data.value(), at);
      at += data.length();
    }
    // Removed while it was being read.
    return at === bytes.length ? bytes : null;
  }

  async remove(ref: RowRef): Promise<void> {
    const found = await this.#files.findOne({ "metadata.key": rowId(ref) });
    if (found === null) return;
    await this.#halves.replaceOne({ _id: found._id }, { at: 0, over: true }, { upsert: true });
    await this.#clear(found._id);
  }

  async sweep(at: number): Promise<number> {
    const halves = await this.#halves.find({ at: { $lte: at } }).toArray();
    let swept = 0;
    for (const { _id, over } of halves) {
      if (!over && await this.#whole(_id)) continue;
      if (!over && !await this.#giveUp(_id)) continue;
      await this.#clear(_id);
      swept++;
    }
    return swept;
  }

  /** Stopped between its last two steps, an upload is whole: only its mark goes. */
  async #whole(id: ObjectId): Promise<boolean> {
    if (await this.#files.findOne({ _id: id }, { projection: { _id: 1 } }) === null) return false;
    await this.#halves.deleteOne({ _id: id, over: false });
    return true;
  }

  /** @returns `false` when the upload has just finished. */
  async #giveUp(id: ObjectId): Promise<boolean> {
    const mark = { _id: id, over: false };
    return (await this.#halves.updateOne(mark, { $set: { over: true } })).matchedCount === 1;
  }

  /** Takes away the file, its bytes, and the mark last, so that a clearing cut short goes on later. */
  async #clear(id: ObjectId): Promise<void> {
    await this.#files.deleteOne({ _id: id });
    await this.#chunks.deleteMany({ files_id: id });
    await this.#halves.deleteOne({ _id: id });
  }
}

function taken(): DomainError {
  return new DomainError("conflict", "This file is kept already");
}

function sameKey(
  { schoolId, ownerId, sha256 }: Pick<StoredFile, "schoolId" | "ownerId" | "sha256">,
): string {
  return `${schoolId}/${ownerId}/${sha256}`;
}
