import type { FileBytes } from "./files.ts";
import type { ImageType } from "../model/files/file_schema.ts";
import { exifOrientation, orientationSegment } from "./exif.ts";
import { gifBlocks, gifHeadEnd } from "./gif_blocks.ts";

/**
 * The picture without what a camera or a program wrote into it: place, time, device, names, comments, small pictures of
 * it, and whatever is not known to be part of a picture. A JPEG keeps how it is turned, all but GIFs their colour
 * profile, animations their frames, times and loop. What follows the picture's end is cut off.
 */
export function withoutMetadata(bytes: FileBytes, mime: ImageType): FileBytes {
  switch (mime) {
    case "image/jpeg":
      return jpeg(bytes);
    case "image/png":
      return png(bytes);
    case "image/webp":
      return webp(bytes);
    case "image/gif":
      return gif(bytes);
  }
}

function latin(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, to));
}

function joined(parts: readonly Uint8Array[]): FileBytes {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** APP0 says how pixels are shaped, APP2 may hold the colour profile, APP14 how colours are coded. */
const JPEG_NAMES: Readonly<Record<number, string>> = {
  0xe0: "JFIF\0",
  0xe2: "ICC_PROFILE\0",
  0xee: "Adobe",
};

function isKept(bytes: Uint8Array, at: number): boolean {
  const marker = bytes[at + 1]!;
  const name = JPEG_NAMES[marker];
  if (name !== undefined) return latin(bytes, at + 4, at + 4 + name.length) === name;
  // Other notes of programs, extensions that no browser knows, comments.
  return marker < 0xe1 && marker >= 0xc0;
}

/** An APP0 segment without the small picture it may hold. */
function withoutThumbnail(segment: Uint8Array): Uint8Array {
  if (segment[1] !== 0xe0 || segment.length <= 18) return segment;
  const plain = segment.slice(0, 18);
  plain.set([0, 16], 2);
  plain.set([0, 0], 16);
  return plain;
}

function jpeg(bytes: FileBytes): FileBytes {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: Uint8Array[] = [bytes.subarray(0, 2)];
  let at = 2;
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1]!;
    if (marker === 0xd9) break;
    let end = at + 2 + view.getUint16(at + 2);
    if (marker === 0xff) end = at + 1;
    else if (marker === 0xda) end = scanEnd(bytes, end);
    if (marker !== 0xff && isKept(bytes, at)) {
      parts.push(withoutThumbnail(bytes.subarray(at, end)));
    }
    if (marker === 0xe1) {
      const orientation = exifOrientation(bytes.subarray(at, end));
      if (orientation > 1) parts.push(orientationSegment(orientation));
    }
    at = end;
  }
  return joined([...parts, Uint8Array.of(0xff, 0xd9)]);
}

/** Where the coded pixels that begin at `from` give way to the next marker. */
function scanEnd(bytes: Uint8Array, from: number): number {
  for (let at = from; at + 1 < bytes.length; at++) {
    if (bytes[at] !== 0xff) continue;
    const next = bytes[at + 1]!;
    const withinPixels = next === 0 || next === 0xff || (next >= 0xd0 && next <= 0xd7);
    if (!withinPixels) return at;
  }
  return bytes.length;
}

/** What draws a PNG, still or animated, in its colours and shape. */
// deno-fmt-ignore
const PNG_PARTS = new Set([
  "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "acTL", "fcTL", "fdAT",
  "cHRM", "gAMA", "iCCP", "sRGB", "sBIT", "cICP", "mDCV", "cLLI", "bKGD", "pHYs",
]);

function png(bytes: FileBytes): FileBytes {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: Uint8Array[] = [bytes.subarray(0, 8)];
  let at = 8;
  while (at + 12 <= bytes.length) {
    const type = latin(bytes, at + 4, at + 8);
    const end = at + 12 + view.getUint32(at);
    if (PNG_PARTS.has(type)) parts.push(bytes.subarray(at, end));
    at = end;
    if (type === "IEND") break;
  }
  return joined(parts);
}

function gif(bytes: FileBytes): FileBytes {
  const parts: Uint8Array[] = [bytes.subarray(0, gifHeadEnd(bytes))];
  let timing: Uint8Array | null = null;
  for (const { kind, from, to } of gifBlocks(bytes)) {
    const block = bytes.subarray(from, to);
    if (kind === "loop") parts.push(block);
    if (kind === "frame") parts.push(...(timing === null ? [] : [timing]), block);
    // Of a text that is not kept neither is its time.
    timing = kind === "timing" ? block : null;
  }
  return joined([...parts, Uint8Array.of(0x3b)]);
}

const WEBP_PARTS = new Set(["VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF", "ICCP"]);
/** What stands before the parts of an animation's frame: its place, size and time. */
const FRAME_HEAD = 16;

function webp(bytes: FileBytes): FileBytes {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const stop = Math.min(bytes.length, 8 + view.getUint32(4, true));
  const whole = joined([bytes.slice(0, 12), ...webpParts(bytes.subarray(12, stop))]);
  new DataView(whole.buffer).setUint32(4, whole.length - 8, true);
  return whole;
}

function webpParts(bytes: Uint8Array): Uint8Array[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: Uint8Array[] = [];
  let at = 0;
  while (at + 8 <= bytes.length) {
    const type = latin(bytes, at, at + 4);
    const size = view.getUint32(at + 4, true);
    const end = Math.min(at + 8 + size + size % 2, bytes.length);
    if (WEBP_PARTS.has(type)) parts.push(webpPart(type, bytes.slice(at, end)));
    at = end;
  }
  return parts;
}

function webpPart(type: string, chunk: Uint8Array<ArrayBuffer>): Uint8Array {
  // The flags that announce notes.
  if (type === "VP8X" && chunk.length > 8) chunk[8] = chunk[8]! & ~0x0c;
  if (type !== "ANMF") return chunk;
  const inner = webpParts(chunk.subarray(8 + FRAME_HEAD));
  const frame = joined([chunk.subarray(0, 8 + FRAME_HEAD), ...inner]);
  if (frame.length > 8) new DataView(frame.buffer).setUint32(4, frame.length - 8, true);
  return frame;
}
