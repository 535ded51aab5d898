import assert from "node:assert/strict";
import fc from "fast-check";
import { exifOrientation, orientationSegment } from "./exif.ts";
import { pictures, SECRET } from "../../tests/worlds/pictures.ts";
import { withoutMetadata } from "./without_metadata.ts";

const latin = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const text = (bytes: Uint8Array) => String.fromCharCode(...bytes);

/** A segment of a JPEG with its length. */
function segment(marker: number, body: string): string {
  const length = body.length + 2;
  return `\xff${String.fromCharCode(marker, length >> 8, length & 255)}${body}`;
}

const EXIF = text(orientationSegment(6)).slice(4) + "GPS 12.97 N 77.59 E";
const FRAME = segment(0xc0, "\x08\0\x02\0\x02\x01\x01\x11\0");
const SCAN = segment(0xda, "\x01\x01\0\0\x3f\0") + "pix\xff\0els\xff\xd3more";

Deno.test("withoutMetadata() takes place and comments out of a JPEG, and keeps its turn, profile and pixels", () => {
  const photo = "\xff\xd8" + segment(0xe0, "JFIF\0") + segment(0xe1, EXIF) +
    segment(0xe1, "http://ns.adobe.com/xap/ GPS") + segment(0xe2, "ICC_PROFILE\0p") +
    segment(0xe2, "MPF\0") + segment(0xed, "Photoshop GPS") + segment(0xfe, "by Ann") + FRAME +
    SCAN +
    segment(0xc4, "\xff\xd9 within a table") + SCAN + "\xff\xd9" + "\xff\xd8 second picture GPS";
  const plain = text(withoutMetadata(latin(photo), "image/jpeg"));
  assert.equal(
    plain,
    "\xff\xd8" + segment(0xe0, "JFIF\0") + text(orientationSegment(6)) +
      segment(0xe2, "ICC_PROFILE\0p") + FRAME + SCAN + segment(0xc4, "\xff\xd9 within a table") +
      SCAN + "\xff\xd9",
  );
});

Deno.test("withoutMetadata() says nothing of the turn of a JPEG that is upright", () => {
  const upright = segment(0xe1, text(orientationSegment(1)).slice(4));
  const plain = withoutMetadata(
    latin("\xff\xd8" + upright + FRAME + SCAN + "\xff\xd9"),
    "image/jpeg",
  );
  assert.equal(text(plain), "\xff\xd8" + FRAME + SCAN + "\xff\xd9");
});

Deno.test("exifOrientation() reads both byte orders, and 1 where there is none", () => {
  for (const turn of [1, 3, 6, 8]) assert.equal(exifOrientation(orientationSegment(turn)), turn);
  const little = "II\x2a\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0";
  assert.equal(exifOrientation(latin(segment(0xe1, `Exif\0\0${little}`))), 6);
  assert.equal(exifOrientation(latin(segment(0xe1, "Exif\0\0II"))), 1);
  assert.equal(exifOrientation(latin(segment(0xe1, "XMP"))), 1);
});

function chunk(type: string, body: string): string {
  return `\0\0\0${String.fromCharCode(body.length)}${type}${body}CRC!`;
}

Deno.test("withoutMetadata() takes notes out of a PNG, and what follows its end", () => {
  const signature = "\x89PNG\r\n\x1a\n";
  const kept = [chunk("IHDR", "h".repeat(13)), chunk("iCCP", "profile"), chunk("IDAT", "pixels")];
  const notes = [
    chunk("eXIf", "GPS"),
    chunk("tEXt", "Author"),
    chunk("iTXt", "x"),
    chunk("tIME", "t"),
  ];
  const end = chunk("IEND", "");
  const picture = signature + kept[0] + notes.join("") + kept[1] + kept[2] + end + "GPS after";
  assert.equal(text(withoutMetadata(latin(picture), "image/png")), signature + kept.join("") + end);
});

function riff(...chunks: string[]): string {
  const body = `WEBP${chunks.join("")}`;
  return `RIFF${String.fromCharCode(body.length)}\0\0\0${body}`;
}
function riffChunk(type: string, body: string): string {
  const pad = body.length % 2 === 1 ? "\0" : "";
  return `${type}${String.fromCharCode(body.length)}\0\0\0${body}${pad}`;
}

Deno.test("withoutMetadata() takes notes out of a WebP, and the flags and length that tell of them", () => {
  const head = (flags: string) => riffChunk("VP8X", `${flags}\0\0\0\0\0\0\0\0\0`);
  const pixels = riffChunk("VP8L", "odd");
  const picture = riff(head("\x2c"), pixels, riffChunk("EXIF", "GPS"), riffChunk("XMP ", "GPS!"));
  assert.equal(text(withoutMetadata(latin(picture), "image/webp")), riff(head("\x20"), pixels));
});

Deno.test("withoutMetadata() leaves pictures without notes as they are", async () => {
  let n = 0;
  for await (const { name } of Deno.readDir("demo/content/pictures")) {
    if (!name.endsWith(".png")) continue;
    const bytes = await Deno.readFile(`demo/content/pictures/${name}`);
    assert.deepEqual(withoutMetadata(bytes, "image/png"), bytes, name);
    n++;
  }
  assert.ok(n > 0);
});

Deno.test("withoutMetadata() ends on whatever bytes follow a header", () => {
  const heads = ["\xff\xd8\xff", "\x89PNG\r\n\x1a\n", "RIFF\xff\xff\0\0WEBP"];
  const types = ["image/jpeg", "image/png", "image/webp"] as const;
  fc.assert(
    fc.property(fc.nat(2), fc.uint8Array({ maxLength: 300 }), (kind, rest) => {
      const bytes = new Uint8Array([...latin(heads[kind]!), ...rest]);
      assert.ok(withoutMetadata(bytes, types[kind]!).length <= bytes.length + 40);
    }),
    { numRuns: 2_000 },
  );
});

Deno.test("withoutMetadata() leaves of real pictures, still and moving, what draws them and nothing else", () => {
  const all = pictures();
  assert.equal(all.length, 6);
  for (const { name, type, clean, noted } of all) {
    assert.ok(text(noted).includes(SECRET), name);
    const plain = withoutMetadata(noted, type);
    assert.ok(!text(plain).includes("SECRET"), name);
    assert.deepEqual(plain, clean, name);
    assert.deepEqual(withoutMetadata(clean, type), clean, name);
  }
});

Deno.test("withoutMetadata() takes small pictures and unknown segments out of a JPEG", () => {
  const shape = "JFIF\0\x01\x02\0\0\x01\0\x01";
  const photo = "\xff\xd8" + segment(0xe0, `${shape}\x02\x01SECRET`) +
    segment(0xe0, "JFXX\0\x10SECRET") + segment(0xf7, "SECRET") +
    segment(0xee, "Adobe\0d\0\0\0\0\x01") +
    segment(0xee, "SECRET") + FRAME + SCAN + "\xff\xd9SECRET";
  assert.equal(
    text(withoutMetadata(latin(photo), "image/jpeg")),
    "\xff\xd8" + segment(0xe0, `${shape}\0\0`) + segment(0xee, "Adobe\0d\0\0\0\0\x01") + FRAME +
      SCAN + "\xff\xd9",
  );
});

Deno.test("withoutMetadata() ends on whatever bytes follow the head of a GIF", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (rest) => {
      const bytes = new Uint8Array([...latin("GIF89a\x01\0\x01\0\x80\0\0"), ...rest]);
      assert.ok(withoutMetadata(bytes, "image/gif").length <= bytes.length + 1);
    }),
    { numRuns: 2_000 },
  );
});
