import assert from "node:assert/strict";
import fc from "fast-check";
import { readImageHeader } from "./image_header.ts";

const latin = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const padded = (text: string, length = 40) => latin(text.padEnd(length, "\0"));

const PNG = padded("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\x2c\0\0\0\xc8\x08\x06\0\0\0");
const GIF = padded("GIF89a\x2c\x01\xc8\x00");
const JPEG = padded(
  "\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0\xff\xff\xc2\0\x11\x08\0\xc8\x01\x2c\x03",
  60,
);
const WEBP_LOSSY = padded("RIFF\x24\0\0\0WEBPVP8 \x18\0\0\0\0\0\0\x9d\x01\x2a\x2c\x01\xc8\0");
const WEBP_LOSSLESS = padded("RIFF\x24\0\0\0WEBPVP8L\x18\0\0\0\x2f\x2b\xc1\x31\0");
const WEBP_LONG = padded("RIFF\x24\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\x2b\x01\0\xc7\0\0");

Deno.test("readImageHeader() reads type and size of each kind", () => {
  const pictures: [Uint8Array, string][] = [
    [PNG, "image/png"],
    [GIF, "image/gif"],
    [JPEG, "image/jpeg"],
    [WEBP_LOSSY, "image/webp"],
    [WEBP_LOSSLESS, "image/webp"],
    [WEBP_LONG, "image/webp"],
  ];
  for (const [bytes, mime] of pictures) {
    assert.deepEqual(readImageHeader(bytes), { mime, width: 300, height: 200 }, mime);
  }
});

Deno.test("readImageHeader() reads a picture that stands within a longer buffer", () => {
  const buffer = new Uint8Array(100);
  buffer.set(PNG, 13);
  assert.equal(readImageHeader(buffer.subarray(13))?.width, 300);
});

Deno.test("readImageHeader() reads the pictures of the demo", async () => {
  let n = 0;
  for await (const { name } of Deno.readDir("demo/content/pictures")) {
    if (!name.endsWith(".png")) continue;
    assert.equal(
      readImageHeader(await Deno.readFile(`demo/content/pictures/${name}`))?.mime,
      "image/png",
    );
    n++;
  }
  assert.ok(n > 0);
});

Deno.test("readImageHeader() is null for anything else", () => {
  const others = [
    "",
    "<svg xmlns='http://www.w3.org/2000/svg'/>".padEnd(60),
    "<html><script>alert(1)</script>".padEnd(60),
    "%PDF-1.7".padEnd(60),
    "PK\x03\x04".padEnd(60),
    "BM".padEnd(60),
    "RIFF\x24\0\0\0WAVEfmt ".padEnd(60),
    "GIF89a\0\0\0\0".padEnd(60),
  ];
  for (const text of others) assert.equal(readImageHeader(latin(text)), null, text);
});

Deno.test("readImageHeader() never fails on cut or changed bytes", () => {
  const samples = [PNG, GIF, JPEG, WEBP_LOSSY, WEBP_LOSSLESS, WEBP_LONG];
  fc.assert(
    fc.property(
      fc.constantFrom(...samples),
      fc.nat(60),
      fc.array(fc.tuple(fc.nat(59), fc.nat(255)), { maxLength: 4 }),
      (sample, length, changes) => {
        const bytes = sample.slice();
        for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
        const header = readImageHeader(bytes.subarray(0, length));
        assert.ok(header === null || (header.width > 0 && header.height > 0));
      },
    ),
    { numRuns: 2_000 },
  );
});
