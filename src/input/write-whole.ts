/** Writes a file piece by piece; it has its name only when it is whole. */

import { closeSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setImmediate } from "node:timers/promises";
import type { Bytes } from "../units.ts";

/** After so many bytes a signal is heard: to wait for each piece would take as long as writing it. */
const BREATH: Bytes = 2 ** 20;

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
    const file = openSync(part, "w");
    try {
      for await (const piece of pieces) {
        signal?.throwIfAborted();
        writeFileSync(file, piece);
        if (bytes % BREATH > (bytes + piece.length) % BREATH) await setImmediate();
        bytes += piece.length;
      }
    } finally {
      closeSync(file);
    }
    renameSync(part, path);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  } finally {
    process.off("SIGINT", killed).off("SIGTERM", killed);
  }
  return bytes;
}
