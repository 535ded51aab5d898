import type { ImageType } from "../model/files/file_schema.ts";
import { gifBlocks } from "./gif_blocks.ts";

/** What a picture's first bytes say. */
export interface ImageHeader {
  mime: ImageType;
  /** Pixels, as stored: a camera's turning is not applied. */
  width: number;
  height: number;
}

/** Reads type and size of a PNG, JPEG, GIF or WebP; `null` for anything else, and for one that is cut short. */
export function readImageHeader(bytes: Uint8Array): ImageHeader | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found = png(bytes, view) ?? gif(bytes, view) ?? webp(bytes, view) ?? jpeg(bytes, view);
  return found !== null && found.width > 0 && found.height > 0 ? found : null;
}

/** How many pixels a picture makes its reader keep at once: a frame of a GIF may reach beyond the size it is said to have. */
export function claimedPixels(bytes: Uint8Array, { mime, width, height }: ImageHeader): number {
  if (mime !== "image/gif") return width * height;
  let [right, bottom] = [width, height];
  for (const block of gifBlocks(bytes)) {
    right = Math.max(right, block.right);
    bottom = Math.max(bottom, block.bottom);
  }
  return right * bottom;
}

/** Whether `text`, as Latin letters, stands at `at`. */
function has(bytes: Uint8Array, at: number, text: string): boolean {
  return bytes.length >= at + text.length &&
    [...text].every((letter, i) => bytes[at + i] === letter.charCodeAt(0));
}

function png(bytes: Uint8Array, view: DataView): ImageHeader | null {
  if (!has(bytes, 0, "\x89PNG\r\n\x1a\n") || !has(bytes, 12, "IHDR") || bytes.length < 33) {
    return null;
  }
  return { mime: "image/png", width: view.getUint32(16), height: view.getUint32(20) };
}

function gif(bytes: Uint8Array, view: DataView): ImageHeader | null {
  if (!has(bytes, 0, "GIF87a") && !has(bytes, 0, "GIF89a")) return null;
  if (bytes.length < 13) return null;
  return { mime: "image/gif", width: view.getUint16(6, true), height: view.getUint16(8, true) };
}

function webp(bytes: Uint8Array, view: DataView): ImageHeader | null {
  if (!has(bytes, 0, "RIFF") || !has(bytes, 8, "WEBP") || bytes.length < 30) return null;
  const mime = "image/webp" as const;
  if (has(bytes, 12, "VP8X")) {
    const side = (at: number) => 1 + view.getUint16(at, true) + (view.getUint8(at + 2) << 16);
    return { mime, width: side(24), height: side(27) };
  }
  if (has(bytes, 12, "VP8L") && view.getUint8(20) === 0x2f) {
    const bits = view.getUint32(21, true);
    return { mime, width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) };
  }
  if (has(bytes, 12, "VP8 ") && has(bytes, 23, "\x9d\x01\x2a")) {
    const side = (at: number) => view.getUint16(at, true) & 0x3fff;
    return { mime, width: side(26), height: side(28) };
  }
  return null;
}

/** Frame headers are SOF0 to SOF15, three of which mean other things. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

function jpeg(bytes: Uint8Array, view: DataView): ImageHeader | null {
  if (!has(bytes, 0, "\xff\xd8\xff")) return null;
  let at = 2;
  while (at + 9 <= bytes.length) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1]!;
    // Fill bytes before a marker.
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (isFrame(marker)) {
      return {
        mime: "image/jpeg",
        width: view.getUint16(at + 7),
        height: view.getUint16(at + 5),
      };
    }
    at += 2 + view.getUint16(at + 2);
  }
  return null;
}
