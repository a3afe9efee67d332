/**
 * A piece of a table that is packed as an LZ4 frame, unpacked in bounded memory: what pandas makes of a
 * Feather file unless told otherwise. Checksums are not looked at. Source: lz4_Frame_format.md and
 * lz4_Block_format.md of the LZ4 project, 1.6.
 */

import type { Bytes } from "../units.ts";

const MAGIC = 0x184d2204;
const STORED = 0x80000000;

/** @throws {Error} for what is not LZ4, or does not unpack to so many bytes. */
export function unlz4(packed: Uint8Array, length: Bytes): Uint8Array {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  if (view.getUint32(0, true) !== MAGIC) throw new Error("it is no LZ4 frame");
  const flags = view.getUint8(4);
  const [contentSize, dictionary, checksum] = [flags & 8 ? 8 : 0, flags & 1 ? 4 : 0, flags & 16];
  if (flags >> 6 !== 1 || dictionary > 0) throw new Error("an LZ4 frame of another version");
  const unpacked = new Uint8Array(length);
  let from = 7 + contentSize;
  let to = 0;
  for (;;) {
    const head = view.getUint32(from, true);
    if (head === 0) break;
    from += 4;
    const size = head % STORED;
    const block = packed.subarray(from, from + size);
    if (block.length < size) throw new Error("the LZ4 data is cut off");
    if (head < STORED) to = unpackBlock(block, unpacked, to);
    else if (size > length - to) throw tooLong(length);
    else {
      unpacked.set(block, to);
      to += size;
    }
    from += size + (checksum ? 4 : 0);
  }
  if (to !== length) throw new Error(`it unpacks to ${to} bytes, not to ${length}`);
  return unpacked;
}

/** Blocks may copy from those before them. Returns where the next goes. */
function unpackBlock(block: Uint8Array, unpacked: Uint8Array, start: number): number {
  let to = start;
  for (let from = 0; from < block.length; ) {
    const token = block[from++]!;
    let literals = token >> 4;
    if (literals === 15) [literals, from] = longer(block, from, 15);
    if (literals > block.length - from) throw new Error("the LZ4 data is cut off");
    if (literals > unpacked.length - to) throw tooLong(unpacked.length);
    unpacked.set(block.subarray(from, from + literals), to);
    from += literals;
    to += literals;
    // The last sequence of a block is literals alone.
    if (from === block.length) break;
    if (from + 2 > block.length) throw new Error("the LZ4 data is cut off");
    const offset = block[from]! | (block[from + 1]! << 8);
    from += 2;
    let copied = token & 15;
    if (copied === 15) [copied, from] = longer(block, from, 15);
    copied += 4;
    if (offset === 0 || offset > to) throw new Error("the LZ4 data is corrupt");
    if (copied > unpacked.length - to) throw tooLong(unpacked.length);
    // What is copied may overlap what it is copied to.
    for (const end = to + copied; to < end; to++) unpacked[to] = unpacked[to - offset]!;
  }
  return to;
}

/** A length of more than fits the token, and where it ends. */
function longer(block: Uint8Array, from: number, base: number): [number, number] {
  let length = base;
  for (let at = from; at < block.length; at++) {
    length += block[at]!;
    if (block[at]! < 255) return [length, at + 1];
  }
  throw new Error("the LZ4 data is cut off");
}

function tooLong(length: Bytes): Error {
  return new Error(`it unpacks to more than ${length} bytes`);
}
