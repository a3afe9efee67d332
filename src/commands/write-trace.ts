/** Writes the files of a trace: plain, gzip or zstd by suffix, each whole or not there. */

import { once } from "node:events";
import {
  createWriteStream,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  type WriteStream,
} from "node:fs";
import { dirname } from "node:path";
import { pipeline } from "node:stream";
import { createGzip, type Gzip } from "node:zlib";
import type { UsageError } from "../errors.ts";
import type { Bytes } from "../units.ts";
import { cannotWrite } from "./write-output.ts";

/** Plain bytes that are compressed at once. */
const ZSTD_BYTES = 1 << 20;
/** Level 1: the records of a trace hardly get smaller by more effort. */
const ZSTD_LEVEL = 1;

/** One file that is being written. */
export interface TraceFile {
  /** Bytes of text, uncompressed. */
  write(text: string): Promise<Bytes>;
  /** The file is complete: it gets its name. */
  close(): Promise<void>;
  /** It will not be complete: nothing remains. */
  abandon(): void;
}

/**
 * Begins a file; its suffix says how it is compressed. `-` is standard output.
 * @throws {UsageError} `OUT` when it cannot be written.
 */
export async function traceFile(path: string): Promise<TraceFile> {
  if (path === "-") return standardOutput();
  // Of two processes each has its own.
  const part = `${path}.${process.pid}.part`;
  const cannot = (error: unknown): UsageError => cannotWrite("--out", path, error);
  // Before the file is there: no signal may find it without somebody who removes it.
  const stop = (signal: NodeJS.Signals): void => {
    rmSync(part, { force: true });
    unheed();
    process.kill(process.pid, signal);
  };
  const unheed = (): void => {
    process.off("SIGINT", stop).off("SIGTERM", stop);
  };
  process.on("SIGINT", stop).on("SIGTERM", stop);
  let file: WriteStream;
  try {
    mkdirSync(dirname(path), { recursive: true });
    file = createWriteStream(part, { fd: openSync(part, "w") });
  } catch (error) {
    unheed();
    throw cannot(error);
  }
  // An error may come while nobody waits, and whoever waits afterwards would wait for ever.
  let problem: Error | undefined;
  file.on("error", (error) => {
    problem = error;
  });
  const encoder = await encoderFor(path, file);
  const attempt = async (act: () => Promise<void>): Promise<void> => {
    try {
      if (problem) throw problem;
      await act();
    } catch (error) {
      throw cannot(error);
    }
  };
  return {
    async write(text) {
      const bytes = Buffer.from(text);
      await attempt(() => encoder.write(bytes));
      return bytes.length;
    },
    close: () =>
      attempt(async () => {
        await encoder.end();
        renameSync(part, path);
        unheed();
      }),
    abandon() {
      unheed();
      file.destroy();
      rmSync(part, { force: true });
    },
  };
}

interface Encoder {
  write(bytes: Buffer): Promise<void>;
  end(): Promise<void>;
}

async function encoderFor(path: string, file: WriteStream): Promise<Encoder> {
  if (path.endsWith(".gz")) return gzipped(file);
  if (path.endsWith(".zst")) return await zstd(file);
  return plain(file);
}

function plain(file: WriteStream): Encoder {
  return {
    async write(bytes) {
      if (!file.write(bytes)) await once(file, "drain");
    },
    async end() {
      file.end();
      await once(file, "close");
    },
  };
}

function gzipped(file: WriteStream): Encoder {
  const gzip: Gzip = createGzip({ chunkSize: 256 * 1024 });
  // Whoever waits for either is told of what breaks.
  pipeline(gzip, file, () => {});
  return {
    async write(bytes) {
      if (!gzip.write(bytes)) await once(gzip, "drain");
    },
    async end() {
      gzip.end();
      await once(file, "close");
    },
  };
}

/** Frames of a mebibyte, one after the other, which is one zstd file. */
async function zstd(file: WriteStream): Promise<Encoder> {
  const { Zstd } = await import("@hpcc-js/wasm-zstd");
  const compressor = await Zstd.load();
  const out = plain(file);
  let kept: Buffer[] = [];
  let size = 0;
  const flush = async (): Promise<void> => {
    if (size === 0) return;
    const frame = compressor.compress(Buffer.concat(kept), ZSTD_LEVEL);
    kept = [];
    size = 0;
    await out.write(Buffer.from(frame));
  };
  return {
    async write(bytes) {
      kept.push(bytes);
      size += bytes.length;
      if (size >= ZSTD_BYTES) await flush();
    },
    async end() {
      await flush();
      await out.end();
    },
  };
}

function standardOutput(): TraceFile {
  return {
    async write(text) {
      if (!process.stdout.write(text)) await once(process.stdout, "drain");
      return Buffer.byteLength(text);
    },
    close: async () => {},
    abandon() {},
  };
}
