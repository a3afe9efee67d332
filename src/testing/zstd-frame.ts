/** Zstandard without compression: enough to test a decoder with. Source: RFC 8878, section 3.1.1. */

const MAGIC = [0x28, 0xb5, 0x2f, 0xfd];
/** Single segment, content size in four bytes. */
const DESCRIPTOR = 0xa0;
const BLOCK_BYTES = 10_000;

/** One frame of raw blocks that holds these bytes. */
export function zstdFrame(bytes: Uint8Array): Uint8Array {
  const size = new Uint8Array(new Uint32Array([bytes.length]).buffer);
  const parts: number[] = [...MAGIC, DESCRIPTOR, ...size];
  for (let at = 0; at < bytes.length; at += BLOCK_BYTES) {
    const block = bytes.subarray(at, at + BLOCK_BYTES);
    const last = at + BLOCK_BYTES >= bytes.length ? 1 : 0;
    const header = (block.length << 3) | last;
    parts.push(header & 0xff, (header >> 8) & 0xff, header >> 16, ...block);
  }
  return Uint8Array.from(parts);
}
