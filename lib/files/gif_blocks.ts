/** A part of a GIF after its head. */
export interface GifBlock {
  /** `timing` goes with the frame that follows; `other` is what no picture needs. */
  kind: "frame" | "timing" | "loop" | "other";
  from: number;
  /** The byte after it. */
  to: number;
  /** Pixels that a frame reaches to, from the picture's corner; 0 for anything else. */
  right: number;
  bottom: number;
}

/** Length of what every GIF begins with. */
const HEAD = 13;
const LOOPS = ["NETSCAPE2.0", "ANIMEXTS1.0"];

/** Where the first block begins. */
export function gifHeadEnd(bytes: Uint8Array): number {
  return HEAD + tableLength(bytes[10]);
}

/** Bytes of the colour table that a flag byte tells of. */
function tableLength(flags: number | undefined): number {
  return flags !== undefined && flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0;
}

/** The blocks of a GIF in their order, as far as they are whole; what follows the trailer is no part of it. */
export function* gifBlocks(bytes: Uint8Array): Generator<GifBlock> {
  let at = gifHeadEnd(bytes);
  while (at + 2 <= bytes.length) {
    const block = bytes[at] === 0x2c ? frame(bytes, at) : extension(bytes, at);
    if (block === null) return;
    yield block;
    at = block.to;
  }
}

function frame(bytes: Uint8Array, from: number): GifBlock | null {
  if (from + 10 > bytes.length) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const side = (at: number) => view.getUint16(from + at, true);
  // Its colour table, and one byte before the pixels.
  const to = endOfParts(bytes, from + 10 + tableLength(bytes[from + 9]) + 1);
  if (to === null) return null;
  return { kind: "frame", from, to, right: side(1) + side(5), bottom: side(3) + side(7) };
}

function extension(bytes: Uint8Array, from: number): GifBlock | null {
  if (bytes[from] !== 0x21) return null;
  const to = endOfParts(bytes, from + 2);
  if (to === null) return null;
  const label = bytes[from + 1];
  const name = String.fromCharCode(...bytes.subarray(from + 3, from + 14));
  const isLoop = label === 0xff && bytes[from + 2] === 11 && LOOPS.includes(name) &&
    to === from + 19;
  const kind = label === 0xf9 && to === from + 8 ? "timing" : isLoop ? "loop" : "other";
  return { kind, from, to, right: 0, bottom: 0 };
}

/** After the chain of parts that begins at `at`; `null` where it does not end. */
function endOfParts(bytes: Uint8Array, at: number): number | null {
  while (at < bytes.length) {
    const length = bytes[at]!;
    if (length === 0) return at + 1;
    at += 1 + length;
  }
  return null;
}
