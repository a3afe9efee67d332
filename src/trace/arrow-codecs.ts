/** The two ways in which buffers of an Arrow file are packed, unpacked in bounded memory. */

import type { Bytes } from "../units.ts";
import { unlz4 } from "./unlz4.ts";
import { unzstd } from "./unzstd.ts";

/** What the buffers of a record batch may unpack to: it is held in memory as a whole. */
const MAX_BATCH: Bytes = 1024 * 1024 * 1024;
/** Before each buffer stands what it unpacks to. */
const PREFIX: Bytes = 8;

let left = MAX_BATCH;

/** A record batch has been read. */
export function nextBatch(): void {
  left = MAX_BATCH;
}

/** Has apache-arrow unpack with these. */
export async function useCodecs(): Promise<void> {
  const { compressionRegistry, CompressionType } = await import("apache-arrow");
  compressionRegistry.set(CompressionType.ZSTD, { decode: (packed) => unpacked(packed, unzstd) });
  compressionRegistry.set(CompressionType.LZ4_FRAME, {
    decode: (packed) => unpacked(packed, unlz4),
  });
}

function unpacked(
  packed: Uint8Array,
  unpack: (packed: Uint8Array, length: Bytes) => Uint8Array,
): Uint8Array {
  const prefix = new DataView(packed.buffer, packed.byteOffset - PREFIX, PREFIX);
  const length = Number(prefix.getBigInt64(0, true));
  if (length < 0 || length > left)
    throw new Error("a record batch that unpacks to more than 1 GiB");
  left -= length;
  return unpack(packed, length);
}
