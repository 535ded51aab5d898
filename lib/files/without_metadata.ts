import type { FileBytes } from "../files.ts";
import type { ImageType } from "../model/file_schema.ts";
import { exifOrientation, orientationSegment } from "./exif.ts";

/**
 * The picture without what a camera or a program wrote into it: place, time, device, names, comments. A JPEG keeps how
 * it is turned, all keep their colour profile. GIFs hold no such thing. What follows the picture's end is cut off.
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
      return bytes;
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
function isKept(bytes: Uint8Array, at: number): boolean {
  const marker = bytes[at + 1]!;
  if (marker === 0xe2) return latin(bytes, at + 4, at + 15) === "ICC_PROFILE";
  const isNote = (marker >= 0xe1 && marker <= 0xef && marker !== 0xee) || marker === 0xfe;
  return !isNote;
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
    if (marker !== 0xff && isKept(bytes, at)) parts.push(bytes.subarray(at, end));
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

const PNG_NOTES = new Set(["eXIf", "tEXt", "zTXt", "iTXt", "tIME"]);

function png(bytes: FileBytes): FileBytes {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: Uint8Array[] = [bytes.subarray(0, 8)];
  let at = 8;
  while (at + 12 <= bytes.length) {
    const type = latin(bytes, at + 4, at + 8);
    const end = at + 12 + view.getUint32(at);
    if (!PNG_NOTES.has(type)) parts.push(bytes.subarray(at, end));
    at = end;
    if (type === "IEND") break;
  }
  return joined(parts);
}

function webp(bytes: FileBytes): FileBytes {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: Uint8Array[] = [bytes.slice(0, 12)];
  let at = 12;
  const stop = Math.min(bytes.length, 8 + view.getUint32(4, true));
  while (at + 8 <= stop) {
    const type = latin(bytes, at, at + 4);
    const size = view.getUint32(at + 4, true);
    const end = Math.min(at + 8 + size + size % 2, stop);
    const chunk = bytes.slice(at, end);
    // The flags that announce notes.
    if (type === "VP8X" && chunk.length > 8) chunk[8] = chunk[8]! & ~0x0c;
    if (type !== "EXIF" && type !== "XMP ") parts.push(chunk);
    at = end;
  }
  const whole = joined(parts);
  new DataView(whole.buffer).setUint32(4, whole.length - 8, true);
  return whole;
}
