/** The bytes of gzip and zstd files. Whatever is corrupt is one line, whatever is cut off a warning. */

import { createGunzip } from "node:zlib";
import { TraceError } from "../errors.ts";
import type { Bytes } from "../units.ts";
import { UnpackLimit } from "./unpack-limit.ts";
import { ZstdWindows } from "./zstd-windows.ts";

/** What is unpacked at once: zlib is twice as fast with more room than its default of 16 KiB. */
const UNPACKED_BYTES = 256 * 1024;

/**
 * A file's bytes, unpacked when the first of them say that it is gzip or zstd; `plain` is called
 * before they are given as they are.
 * @throws {TraceError} `CORRUPT` for what cannot be unpacked, and as UnpackLimit does.
 */
export async function* unpack(
  path: string,
  chunks: AsyncGenerator<Uint8Array>,
  warn: (problem: string) => void,
  plain: () => void,
): AsyncGenerator<Uint8Array> {
  const first = await chunks.next();
  if (first.done) return;
  async function* all(): AsyncGenerator<Uint8Array> {
    yield first.value!;
    yield* chunks;
  }
  const magic = Buffer.from(first.value.subarray(0, 4)).toString("hex");
  if (magic.startsWith("1f8b")) yield* gunzipped(path, all(), warn);
  else if (magic === "28b52ffd") yield* unzstd(path, all(), warn);
  else {
    plain();
    yield* all();
  }
}

async function* gunzipped(
  path: string,
  chunks: AsyncIterable<Uint8Array>,
  warn: (problem: string) => void,
): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip({ chunkSize: UNPACKED_BYTES });
  const limit = new UnpackLimit(path);
  const feed = (async () => {
    for await (const chunk of chunks) {
      limit.read(chunk.length);
      if (!gunzip.write(chunk)) await new Promise((resolve) => gunzip.once("drain", resolve));
    }
    gunzip.end();
  })();
  feed.catch((error) => gunzip.destroy(error));
  let unpacked = 0;
  try {
    for await (const chunk of gunzip) {
      unpacked += chunk.length;
      limit.unpacked(chunk.length);
      yield chunk;
    }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (error instanceof TraceError) throw error;
    if (code !== "Z_BUF_ERROR" || unpacked === 0) throw corrupt(path, "gzip", unpacked, message);
    warn(cutOff("gzip", unpacked));
  }
}

async function* unzstd(
  path: string,
  chunks: AsyncIterable<Uint8Array>,
  warn: (problem: string) => void,
): AsyncGenerator<Uint8Array> {
  const { Decompress } = await import("fzstd");
  const ready: Uint8Array[] = [];
  const limit = new UnpackLimit(path);
  const windows = new ZstdWindows();
  // Told of each piece: a few bytes may make gigabytes before the next can be asked for.
  const decompress = new Decompress((chunk) => {
    limit.unpacked(chunk.length);
    ready.push(chunk);
  });
  let unpacked = 0;
  const push = (chunk: Uint8Array, last: boolean): void => {
    try {
      limit.read(chunk.length);
      windows.push(chunk);
      decompress.push(chunk, last);
    } catch (error) {
      if (error instanceof TraceError) throw error;
      throw corrupt(path, "zstd", unpacked, (error as Error).message);
    }
  };
  for await (const chunk of chunks) {
    push(chunk, false);
    for (const piece of ready.splice(0)) {
      unpacked += piece.length;
      yield piece;
    }
  }
  try {
    decompress.push(new Uint8Array(0), true);
  } catch (error) {
    if (unpacked === 0) throw corrupt(path, "zstd", unpacked, (error as Error).message);
    warn(cutOff("zstd", unpacked));
  }
  yield* ready.splice(0);
}

function cutOff(form: string, unpacked: Bytes): string {
  return `the ${form} data is cut off after byte ${unpacked} of what it holds`;
}

function corrupt(path: string, form: string, unpacked: Bytes, message: string): TraceError {
  return new TraceError(
    "CORRUPT",
    `${path}: the ${form} data is corrupt after byte ${unpacked} of what it holds: ${message}`,
  );
}
