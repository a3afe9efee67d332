/** A piece of a table that is packed with zstd, unpacked in bounded memory. */

import { Decompress } from "fzstd";
import type { Bytes } from "../units.ts";
import { ZstdWindows } from "./zstd-windows.ts";

/** @throws {Error} for what is not zstd, or does not unpack to so many bytes. */
export function unzstd(packed: Uint8Array, length: Bytes): Uint8Array {
  new ZstdWindows().push(packed);
  const unpacked = new Uint8Array(length);
  let at = 0;
  const decompress = new Decompress((chunk) => {
    if (chunk.length > length - at) throw new Error(`it unpacks to more than ${length} bytes`);
    unpacked.set(chunk, at);
    at += chunk.length;
  });
  decompress.push(packed, true);
  if (at !== length) throw new Error(`it unpacks to ${at} bytes, not to ${length}`);
  return unpacked;
}
