/** Files, folders and standard input: all the input that touches the disk. */

import {
  closeSync,
  type Dirent,
  fstatSync,
  openSync,
  readdirSync,
  readSync,
  statSync,
} from "node:fs";
import { open } from "node:fs/promises";
import { basename, join } from "node:path";
import { TraceError, UsageError } from "../errors.ts";
import type { Bytes } from "../units.ts";
import type { RandomAccess } from "./format.ts";
import type { Space, TraceSource } from "./read-trace.ts";
import { unpack } from "./unpack.ts";

/** What the arguments of a command name: the files of one registry. */
export interface OpenTrace {
  /** Of the folder, or of the first file without its extensions. */
  readonly name: string;
  readonly sources: readonly TraceFile[];
  /** Bytes on disk, compressed as they are; 0 where unknown, as of standard input. */
  readonly bytes: Bytes;
}

/** A file on disk. */
export interface TraceFile extends TraceSource {
  /** As it is, compressed or not; 0 where unknown. */
  readonly bytes: Bytes;
  /** Its bytes from an offset to before another, as they are on disk. */
  part?(from: Bytes, to: Bytes): TraceSource;
}

const noSpace = (): undefined => undefined;

const STDIN = "-";
/** What is written has such a name until it is whole. */
const UNFINISHED = ".part";
/** A call to the system costs as much as reading 64 KiB. */
const CHUNK_BYTES = 512 * 1024;
const CHUNKS_A_TURN = 16;

/**
 * Finds the files: a folder is read recursively, its files in order of path, hidden ones left out.
 * `read` is told of each chunk's size as it comes from the disk.
 * @throws {TraceError} `OPEN` for a path that cannot be read, `NO_FILES` for a folder without files,
 * `UNFINISHED` for one in which a file is not whole.
 * @throws {UsageError} `FOLDERS` for more than one folder: a folder is one registry.
 */
export function openTrace(
  paths: readonly string[],
  read: (bytes: Bytes) => void = () => {},
): OpenTrace {
  const folders = paths.filter((path) => path !== STDIN && isFolder(path));
  if (folders.length > 0 && paths.length > 1) {
    throw new UsageError(
      "FOLDERS",
      `a folder is one registry, and one registry is replayed at a time: give ${folders[0]} alone, or the files of one registry`,
    );
  }
  const files = paths.flatMap((path) => (folders.includes(path) ? filesIn(path) : [path]));
  if (files.length === 0) throw new TraceError("NO_FILES", `${paths[0]}: no files in this folder`);
  const opened = files.map(
    (path): TraceFile => ({
      name: path === STDIN ? "standard input" : path,
      bytes: path === STDIN ? 0 : attempt(path, () => statSync(path)).size,
      chunks(warn, space) {
        // What is still to be unpacked is not for the reader.
        let plain = false;
        const place: Space = (bytes) => (plain ? space?.(bytes) : undefined);
        return unpack(path, raw(path, read, place), warn, () => {
          plain = true;
        });
      },
      ...(path !== STDIN && {
        access: (use) => accessed(path, use, read),
        part: (from, to) => ({
          name: path,
          chunks: (_warn, space = noSpace) => raw(path, read, space, from, to),
        }),
      }),
    }),
  );
  return {
    name: traceName(paths[0]!),
    sources: opened,
    bytes: opened.reduce((sum, file) => sum + file.bytes, 0),
  };
}

function traceName(path: string): string {
  if (path === STDIN) return "stdin";
  const name = basename(path === "." ? process.cwd() : path);
  return name
    .replace(/\.(gz|zst)$/, "")
    .replace(/(.)\.(json|jsonl|ndjson|csv|log|parquet|arrow|feather|bin|tr)$/, "$1");
}

function isFolder(path: string): boolean {
  return attempt(path, () => statSync(path)).isDirectory();
}

function filesIn(folder: string): string[] {
  const entries = attempt(folder, () => readdirSync(folder, { withFileTypes: true }));
  const visible = entries.filter(({ name }) => !name.startsWith("."));
  const unfinished = visible.find(({ name }) => name.endsWith(UNFINISHED));
  if (unfinished) {
    throw new TraceError(
      "UNFINISHED",
      `${join(folder, unfinished.name)}: somebody is writing this file, or was stopped while doing so: wait, or remove it`,
    );
  }
  visible.sort((a, b) => (a.name < b.name ? -1 : 1));
  return visible.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesIn(path);
    return isFile(entry, path) ? [path] : [];
  });
}

/** A file, or a link to one. Links to folders are not followed: they may lead in a circle. */
function isFile(entry: Dirent, path: string): boolean {
  return entry.isFile() || (entry.isSymbolicLink() && attempt(path, () => statSync(path)).isFile());
}

function attempt<T>(path: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw unreadable(path, error);
  }
}

function unreadable(path: string, error: unknown): TraceError {
  const { code, message } = error as NodeJS.ErrnoException;
  const reasons: Record<string, string> = {
    ENOENT: "no such file or folder",
    EACCES: "permission denied",
    ELOOP: "a link that leads in a circle",
  };
  return new TraceError("OPEN", `${path}: ${reasons[code ?? ""] ?? message}`, { cause: error });
}

async function* raw(
  path: string,
  read: (bytes: Bytes) => void,
  space: Space,
  from?: Bytes,
  to?: Bytes,
): AsyncGenerator<Uint8Array> {
  try {
    let chunks = 0;
    for await (const chunk of path === STDIN ? process.stdin : chunksOf(path, space, from, to)) {
      read(chunk.length);
      yield chunk;
      // Signals and timers have their turn.
      if (++chunks % CHUNKS_A_TURN === 0) await new Promise((resolve) => setImmediate(resolve));
    }
  } catch (error) {
    // Whoever is told of the bytes may have had enough of them.
    throw (error as NodeJS.ErrnoException).syscall ? unreadable(path, error) : error;
  }
}

/** Reads as the chunks are asked for: nothing else waits for this thread. */
function* chunksOf(
  path: string,
  space: Space,
  from: Bytes | null = null,
  to: Bytes = Number.POSITIVE_INFINITY,
): Generator<Uint8Array> {
  const file = openSync(path, "r");
  try {
    const { size } = fstatSync(file);
    const end = Number.isFinite(to) ? to : size;
    let at = from ?? 0;
    while (at < to) {
      const most = Math.min(CHUNK_BYTES, to - at);
      const buffer = space(most) ?? Buffer.allocUnsafeSlow(most);
      // Where a pipe stands for a file there are no offsets.
      const length = readSync(file, buffer, 0, most, from === null ? null : at);
      if (length === 0) {
        // As a log that is copied and cut when it is rotated.
        if (at < end) throw shortened(path, at);
        return;
      }
      at += length;
      yield buffer.subarray(0, length);
    }
  } finally {
    closeSync(file);
  }
}

function shortened(path: string, byte: Bytes): TraceError {
  return new TraceError(
    "CHANGED",
    `${path}: byte ${byte}: it has become shorter while it was read: copy it, and read the copy`,
  );
}

/** Opens a file to be read in any order, and closes it. */
async function accessed<T>(
  path: string,
  use: (file: RandomAccess) => Promise<T>,
  read: (bytes: Bytes) => void,
): Promise<T> {
  const handle = await open(path).catch((error: unknown) => {
    throw unreadable(path, error);
  });
  try {
    const { size } = await handle.stat();
    return await use({
      bytes: size,
      async slice(from, to = size) {
        const buffer = new Uint8Array(Math.max(0, Math.min(to, size) - from));
        let length = 0;
        while (length < buffer.length) {
          const part = await handle.read(buffer, length, buffer.length - length, from + length);
          if (part.bytesRead === 0) break;
          length += part.bytesRead;
        }
        read(length);
        return buffer.buffer.slice(0, length);
      },
    });
  } finally {
    await handle.close();
  }
}
