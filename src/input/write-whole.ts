/** Writes a file piece by piece; it has its name only when it is whole. */

import { mkdirSync, rmSync } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import type { Bytes } from "../units.ts";

/**
 * Writes the pieces, and says how many bytes they are. Whoever gives no `signal` to stop it by is
 * killed by Ctrl-C, and nothing is left.
 */
export async function writeWhole(
  path: string,
  pieces: AsyncIterable<Uint8Array>,
  signal?: AbortSignal,
): Promise<Bytes> {
  mkdirSync(dirname(path), { recursive: true });
  // Of two processes each has its own.
  const part = `${path}.${process.pid}.part`;
  const killed = (by: NodeJS.Signals): void => {
    rmSync(part, { force: true });
    process.off("SIGINT", killed).off("SIGTERM", killed);
    process.kill(process.pid, by);
  };
  if (!signal) process.on("SIGINT", killed).on("SIGTERM", killed);
  let bytes = 0;
  try {
    const file = await open(part, "w");
    try {
      for await (const piece of pieces) {
        signal?.throwIfAborted();
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
  } finally {
    process.off("SIGINT", killed).off("SIGTERM", killed);
  }
  return bytes;
}
