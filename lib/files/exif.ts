const ORIENTATION = 0x0112;
/** Marker, length and "Exif\0\0". */
const HEAD = 10;

/** How a camera says to turn the picture, 1 to 8, from an APP1 segment of a JPEG; 1 where it does not say. */
export function exifOrientation(segment: Uint8Array): number {
  const tiff = segment.subarray(HEAD);
  if (String.fromCharCode(...segment.subarray(4, 8)) !== "Exif" || tiff.length < 14) return 1;
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  const little = tiff[0] === 0x49;
  const first = view.getUint32(4, little);
  if (first + 2 > tiff.length) return 1;
  const count = view.getUint16(first, little);
  for (let i = 0; i < count; i++) {
    const at = first + 2 + i * 12;
    if (at + 12 > tiff.length) return 1;
    if (view.getUint16(at, little) !== ORIENTATION) continue;
    const value = view.getUint16(at + 8, little);
    return value >= 1 && value <= 8 ? value : 1;
  }
  return 1;
}

/** An APP1 segment that says how to turn the picture, and nothing else. */
export function orientationSegment(orientation: number): Uint8Array {
  // deno-fmt-ignore
  return Uint8Array.of(
    0xff, 0xe1, 0, 34, 0x45, 0x78, 0x69, 0x66, 0, 0, // APP1, its length, "Exif"
    0x4d, 0x4d, 0, 42, 0, 0, 0, 8, // big-endian TIFF, first directory at 8
    0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, // one entry: a short
    0, 0, 0, 0, // no further directory
  );
}
