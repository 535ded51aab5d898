import { crc32, deflateSync } from "node:zlib";

/** What must not be left of a picture. */
export const SECRET = "SECRET place and name";

/** A picture that a browser draws, without and with notes at every place that a format has for them. */
export interface Picture {
  name: string;
  type: "image/png" | "image/gif" | "image/webp";
  frames: number;
  clean: Uint8Array<ArrayBuffer>;
  noted: Uint8Array<ArrayBuffer>;
}

type Bytes = Uint8Array<ArrayBuffer>;

export const latin = (text: string): Bytes => Uint8Array.from(text, (it) => it.charCodeAt(0));

export function joined(...parts: (Uint8Array | string | number[])[]): Bytes {
  const bytes = parts.flatMap((it) => typeof it === "string" ? [...latin(it)] : [...it]);
  return Uint8Array.from(bytes);
}

const u32 = (n: number) => [n >>> 24, (n >>> 16) & 255, (n >>> 8) & 255, n & 255];
const u32le = (n: number) => u32(n).reverse();
const u16le = (n: number) => [n & 255, n >>> 8];

export const pictures = (): Picture[] => [png(1), png(2), gif(1), gif(2), webp(1), webp(2)];

function chunk(type: string, body: Uint8Array | number[] | string): Bytes {
  const typed = joined(type, body);
  return joined(u32(typed.length - 4), typed, u32(crc32(typed)));
}

/** 4 by 4 pixels of one grey. */
function greyPixels(grey: number): Bytes {
  const lines = Array.from({ length: 4 }, () => [0, grey, grey, grey, grey]).flat();
  return joined(deflateSync(Uint8Array.from(lines)));
}

function png(frames: number): Picture {
  const moves = frames > 1;
  const control = (n: number) =>
    chunk("fcTL", [...u32(n), ...u32(4), ...u32(4), ...u32(0), ...u32(0), 0, 1, 0, 10, 0, 0]);
  const whole = (note: Uint8Array) =>
    joined(
      "\x89PNG\r\n\x1a\n",
      chunk("IHDR", [...u32(4), ...u32(4), 8, 0, 0, 0, 0]),
      note,
      chunk("gAMA", u32(45_455)),
      moves ? joined(chunk("acTL", [...u32(frames), ...u32(0)]), control(0)) : [],
      note,
      chunk("IDAT", greyPixels(50)),
      moves ? joined(control(1), note, chunk("fdAT", joined(u32(2), greyPixels(200)))) : [],
      note,
      chunk("IEND", ""),
    );
  const notes = ["tEXt", "iTXt", "zTXt", "eXIf", "tIME", "caBX", "prVt"];
  const note = joined(...notes.map((type) => chunk(type, SECRET)));
  return {
    ...{ name: `PNG of ${frames}`, type: "image/png", frames, clean: whole(joined()) },
    noted: joined(whole(note), SECRET),
  };
}

function gif(frames: number): Picture {
  const sub = (text: string) => [text.length, ...latin(text), 0];
  const loop = joined([0x21, 0xff, 11], "NETSCAPE2.0", [3, 1, 0, 0, 0]);
  const timing = [0x21, 0xf9, 4, 4, 10, 0, 0, 0];
  /** 1 by 1 pixel of the colour 0 or 1: clear, the colour, end. */
  const frame = (colour: number) => [
    ...[0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2],
    ...(colour === 0 ? [0x44, 0x01] : [0x4c, 0x01]),
    0,
  ];
  const whole = (note: Uint8Array) =>
    joined(
      ...["GIF89a", [1, 0, 1, 0, 0x80, 0, 0], [0, 0, 0, 255, 255, 255]],
      note,
      frames > 1 ? loop : [],
      ...Array.from({ length: frames }, (_, i) => joined(timing, note, timing, frame(i % 2), note)),
      [0x3b],
    );
  const note = joined(
    ...[[0x21, 0xfe], sub(SECRET)],
    ...[[0x21, 0xff, 11], "XMP DataXMP", sub(SECRET)],
    ...[[0x21, 0xff, 11], "NETSCAPE2.0", sub(SECRET)],
    ...[[0x21, 0x01, 12, ...Array(12).fill(0)], sub(SECRET)],
    ...[[0x21, 0x77], sub(SECRET)],
  );
  const clean = joined(
    ...["GIF89a", [1, 0, 1, 0, 0x80, 0, 0], [0, 0, 0, 255, 255, 255]],
    frames > 1 ? loop : [],
    ...Array.from({ length: frames }, (_, i) => joined(timing, frame(i % 2))),
    [0x3b],
  );
  return {
    ...{ name: `GIF of ${frames}`, type: "image/gif", frames, clean },
    noted: joined(whole(note), SECRET),
  };
}

/** A lossless WebP of 1 by 1 pixel, as libwebp writes it. */
const VP8L = Uint8Array.fromBase64("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==").slice(12);

function riffChunk(type: string, body: Uint8Array): Bytes {
  return joined(type, u32le(body.length), body, body.length % 2 === 1 ? [0] : []);
}

function webp(frames: number): Picture {
  const moves = frames > 1;
  const whole = (flags: number, note: Uint8Array) => {
    const frame = joined(Array(12).fill(0), [100, 0, 0, 0], note, VP8L, note);
    const body = joined(
      riffChunk("VP8X", Uint8Array.from([flags | (moves ? 2 : 0), ...Array(9).fill(0)])),
      note,
      moves
        ? joined(
          riffChunk("ANIM", Uint8Array.from([0, 0, 0, 0, ...u16le(0)])),
          ...Array.from({ length: frames }, () => riffChunk("ANMF", frame)),
        )
        : VP8L,
      note,
    );
    return joined("RIFF", u32le(body.length + 4), "WEBP", body);
  };
  const note = joined(
    ...["EXIF", "XMP ", "prVt"].map((type) => riffChunk(type, latin(SECRET))),
  );
  return {
    ...{ name: `WebP of ${frames}`, type: "image/webp", frames, clean: whole(0, joined()) },
    noted: joined(whole(0x0c, note), SECRET),
  };
}
