import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import type { Clock } from "../process/clock.ts";
import { claimedPixels, readImageHeader } from "./image_header.ts";
import { withoutMetadata } from "./without_metadata.ts";
import type { Limiter } from "../process/limits.ts";
import { DomainError, notFound } from "../model/process/errors.ts";
import {
  type FileUsage,
  type ImageType,
  MAX_FILE_BYTES,
  MAX_IMAGE_PIXELS,
  MAX_IMAGE_SIDE,
  MAX_OWN_BYTES,
  MAX_OWN_FILES,
  type StoredFile,
} from "../model/files/file_schema.ts";
import { megabytes } from "../model/text/format.ts";
import { isStaff, type User } from "../access/user.ts";
import { keyOf, type RowRef } from "../store/store.ts";

export type FileBytes = Uint8Array<ArrayBuffer>;

/** Where files are kept, each with its bytes. Every engine passes `tests/contracts/file_store_contract.ts`. */
export interface FileStore {
  /**
   * Keeps the file; until all of it is kept, none of it is found.
   *
   * @throws {DomainError} `conflict` when the id is taken, or when the owner keeps the same bytes already.
   */
  put(file: StoredFile, bytes: FileBytes): Promise<void>;

  /** The file without its bytes, or `null` if this school has none with this id. */
  find(ref: RowRef): Promise<StoredFile | null>;

  /** The owner's file with these bytes. */
  findSame(it: Pick<StoredFile, "schoolId" | "ownerId" | "sha256">): Promise<StoredFile | null>;

  /** What the person keeps. */
  usedBy(owner: { schoolId: string; ownerId: string }): Promise<{ files: number; bytes: number }>;

  /** All bytes, or `null` if this school has no such file. */
  read(ref: RowRef): Promise<FileBytes | null>;

  /** Removes the file; one that is not there is removed already. */
  remove(ref: RowRef): Promise<void>;

  /** Removes what uploads and removals begun at or before `at` left half done. @returns How many. */
  sweep(at: number): Promise<number>;
}

export type FileDeps = { files: FileStore; limiter: Pick<Limiter, "take"> } & Clock;

const NAMES = {
  "image/png": "picture.png",
  "image/jpeg": "picture.jpg",
  "image/gif": "picture.gif",
  "image/webp": "picture.webp",
} as const satisfies Record<ImageType, string>;

/**
 * What a file is called wherever a name is wanted. Neither what its author called it, as in `answer-is-chloroplast.png`,
 * nor the name that an older row holds goes anywhere.
 */
export function fileName({ mime }: Pick<StoredFile, "mime">): string {
  return NAMES[mime];
}

export interface UploadCommand {
  user: User;
  bytes: FileBytes;
}

/**
 * Keeps a picture, without the place and other notes that a camera leaves in it. The same bytes of the same person are kept once: the file that is there comes back, not `created`.
 *
 * @throws {DomainError} `forbidden` but for staff; `too_large` above 10 MB, 12,000 pixels a side or 40 million in all,
 * and for what does not fit into what a person may keep; `invalid/file_type`; `rate`.
 */
export async function uploadFile(
  { files, limiter, now }: FileDeps,
  { user, bytes: sent }: UploadCommand,
): Promise<{ file: StoredFile; created: boolean }> {
  if (!isStaff(user)) throw new DomainError("forbidden", "Only staff upload pictures");
  await limiter.take("upload", keyOf(user));
  refuseTooLong(sent);
  const { mime, width, height } = checked(sent);
  const bytes = withoutMetadata(sent, mime);
  // A picture that was cut off gets its end.
  refuseTooLong(bytes);
  const file: StoredFile = {
    // Without its time, unlike other ids: sorted by it, the pictures of options would stand as the author put them in.
    id: crypto.randomUUID(),
    schoolId: user.schoolId,
    createdAt: now(),
    ownerId: user.id,
    name: fileName({ mime }),
    mime,
    size: bytes.length,
    width,
    height,
    sha256: bytesToHex(sha256(bytes)),
  };
  const same = await files.findSame(file);
  if (same !== null) return { file: same, created: false };
  const used = await files.usedBy(file);
  refuseFull({ files: used.files + 1, bytes: used.bytes + file.size }, used);
  try {
    await files.put(file, bytes);
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== "conflict") throw error;
    const now = await files.findSame(file);
    if (now === null) throw error;
    return { file: now, created: false };
  }
  // Of several that are sent at once none may be the one too much.
  const after = await files.usedBy(file);
  try {
    refuseFull(after, used);
  } catch (error) {
    await files.remove(file);
    throw error;
  }
  return { file, created: true };
}

interface Used {
  files: number;
  bytes: number;
}

/** @param before What is said to be used. @throws {DomainError} `too_large`. */
function refuseFull({ files, bytes }: Used, before: Used): void {
  if (files > MAX_OWN_FILES) {
    throw new DomainError(
      "too_large",
      `You have ${before.files} pictures here, and a person may keep ${MAX_OWN_FILES}. Use one that is here already`,
    );
  }
  if (bytes <= MAX_OWN_BYTES) return;
  throw new DomainError(
    "too_large",
    `This picture does not fit: ${megabytes(before.bytes)} of your ${
      megabytes(MAX_OWN_BYTES)
    } for pictures are used. Make it smaller, or use one that is here already`,
  );
}

/** What a person of the staff keeps and may keep; `null` for anybody else, who keeps nothing. */
export async function fileUsage(
  { files }: Pick<FileDeps, "files">,
  user: User,
): Promise<FileUsage | null> {
  if (!isStaff(user)) return null;
  const used = await files.usedBy({ schoolId: user.schoolId, ownerId: user.id });
  return { ...used, maxFiles: MAX_OWN_FILES, maxBytes: MAX_OWN_BYTES };
}

function refuseTooLong(bytes: FileBytes): void {
  if (bytes.length > MAX_FILE_BYTES) {
    throw new DomainError("too_large", "This file is larger than 10 MB");
  }
}

function checked(bytes: FileBytes): { mime: ImageType; width: number; height: number } {
  const header = readImageHeader(bytes);
  if (header === null) {
    throw new DomainError("invalid", "Choose a PNG, JPEG, GIF or WebP picture", {
      reason: "file_type",
    });
  }
  if (Math.max(header.width, header.height) > MAX_IMAGE_SIDE) {
    throw new DomainError("too_large", "This picture is larger than 12,000 pixels on one side");
  }
  if (claimedPixels(bytes, header) > MAX_IMAGE_PIXELS) {
    throw new DomainError("too_large", "This picture has more than 40 million pixels");
  }
  return header;
}

export interface ReadQuery {
  user: User;
  id: string;
  mayRead: (user: User, fileId: string) => Promise<boolean>;
}

/** A file of the school that the user may read, without its bytes. @throws {DomainError} `not_found`. */
export async function findFile(
  { files }: Pick<FileDeps, "files">,
  { user, id, mayRead }: ReadQuery,
): Promise<StoredFile> {
  const file = await files.find({ schoolId: user.schoolId, id });
  if (file === null || !await mayRead(user, id)) throw notFound();
  return file;
}

/** The bytes of a file that {@linkcode findFile} gave. @throws {DomainError} `not_found` when it was removed since. */
export async function bytesOf(
  { files }: Pick<FileDeps, "files">,
  file: StoredFile,
): Promise<FileBytes> {
  const bytes = await files.read(file);
  if (bytes === null) throw notFound();
  return bytes;
}
