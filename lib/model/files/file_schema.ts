import { z } from "zod";
import { IdSchema, RowShape } from "../process/common_schema.ts";

/** Largest file taken, in bytes. */
export const MAX_FILE_BYTES = 10 * 1_048_576;
/** What one person may keep: bytes and files. */
export const MAX_OWN_BYTES = 1_024 * 1_048_576;
export const MAX_OWN_FILES = 5_000;
/** Most pixels that a picture may claim: a browser needs four bytes for each. */
export const MAX_IMAGE_PIXELS = 40_000_000;
/** Longest side of a picture, in pixels. */
export const MAX_IMAGE_SIDE = 12_000;

export const ImageTypeSchema = z.enum(["image/png", "image/jpeg", "image/gif", "image/webp"]);
export type ImageType = z.infer<typeof ImageTypeSchema>;

/** A kept file without its bytes; written once. */
export const StoredFileSchema = z.strictObject({
  ...RowShape,
  ownerId: IdSchema,
  /** Made by us, with the ending of its type. Rows of earlier versions hold what is left of the author's; see `fileName()`. */
  name: z.string().regex(/^[a-z0-9-]{1,60}\.[a-z]{3,4}$/),
  /** By its first bytes, whatever the sender said. */
  mime: ImageTypeSchema,
  /** Bytes. */
  size: z.int().min(1).max(MAX_FILE_BYTES),
  /** Pixels. */
  width: z.int().min(1).max(MAX_IMAGE_SIDE),
  height: z.int().min(1).max(MAX_IMAGE_SIDE),
  /** SHA-256 of the bytes, in hex. */
  sha256: z.string().length(64),
});
export type StoredFile = z.infer<typeof StoredFileSchema>;

/** What one person keeps, and may keep. */
export const FileUsageSchema = z.strictObject({
  files: z.int().min(0),
  bytes: z.int().min(0),
  maxFiles: z.int(),
  maxBytes: z.int(),
}).meta({ id: "FileUsage" });
export type FileUsage = z.infer<typeof FileUsageSchema>;

/** What who uploads gets to know. */
export const FileInfoSchema = StoredFileSchema.pick({
  id: true,
  name: true,
  mime: true,
  size: true,
  width: true,
  height: true,
}).strip().meta({ id: "File" });
export type FileInfo = z.infer<typeof FileInfoSchema>;
