/** Writes a file piece by piece; it has its name only when it is whole. */

import { mkdirSync } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import type { Bytes } from "../units.ts";

/** Writes the pieces, and says how many bytes they are. */
export async function writeWhole(path: string, pieces: AsyncIterable<Uint8Array>): Promise<Bytes> {
  mkdirSync(dirname(path), { recursive: true });
  // Of two processes each has its own.
  const part = `${path}.${process.pid}.part`;
  let bytes = 0;
  try {
    const file = await open(part, "w");
    try {
      for await (const piece of pieces) {
        await file.writeFile(piece);
        bytes += piece.length;
      }
    } finally {
      await file.close();
    }
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
  return bytes;
}
