/** Files for what does not fit into memory: nothing of them is left, however the process ends. */

import { closeSync, mkdirSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UsageError } from "../errors.ts";
import type { ScratchFile } from "../workload/random-access.ts";

/** No call reads or writes more. */
const MOST = 1 << 30;

let made = 0;

/** A scratch file that has to be closed. */
export interface OpenScratch extends ScratchFile {
  /** For other threads to open it by. */
  readonly handle: ScratchHandle;
  close(): void;
}

/** An open scratch file as plain data. */
export interface ScratchHandle {
  readonly file: number;
  readonly folder: string;
}

/**
 * An empty file in that folder, or in that for temporary files, without a name: the system frees it when
 * it is closed.
 * @throws {UsageError} `SCRATCH` where it cannot be made, written or read.
 */
export function scratchFile(given?: string): OpenScratch {
  const folder = given ?? tmpdir();
  const file = attempt(folder, () => {
    // That for temporary files is there, or it is not for us to make.
    if (given !== undefined) mkdirSync(given, { recursive: true });
    const path = join(folder, `pullsim.${process.pid}.${made++}.tmp`);
    const opened = openSync(path, "wx+");
    rmSync(path);
    return opened;
  });
  const handle = { file, folder };
  return Object.assign(scratchOn(handle), { handle, close: () => closeSync(file) });
}

/** One that is made when it is first written to. */
export function lazyScratch(folder?: string): ScratchFile & { close(): void } {
  let file: OpenScratch | undefined;
  return {
    name: folder ?? tmpdir(),
    get bytes() {
      return file?.bytes ?? 0;
    },
    write(piece) {
      file ??= scratchFile(folder);
      return file.write(piece);
    },
    read: (into, at) => file!.read(into, at),
    close: () => file?.close(),
  };
}

/** An open scratch file, to be written by this thread alone. */
export function scratchOn({ file, folder }: ScratchHandle): ScratchFile {
  let bytes = 0;
  return {
    name: folder,
    get bytes() {
      return bytes;
    },
    write(piece) {
      const at = bytes;
      for (let done = 0; done < piece.length; ) {
        const length = Math.min(MOST, piece.length - done);
        done += attempt(folder, () => writeSync(file, piece, done, length, at + done));
      }
      bytes += piece.length;
      return at;
    },
    read(into, at) {
      for (let done = 0; done < into.length; ) {
        const length = Math.min(MOST, into.length - done);
        const read = attempt(folder, () => readSync(file, into, done, length, at + done));
        if (read === 0) throw problem(folder, new Error(`it ends before byte ${at + done}`));
        done += read;
      }
    },
  };
}

function attempt<T>(folder: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw problem(folder, error);
  }
}

function problem(folder: string, error: unknown): UsageError {
  return new UsageError(
    "SCRATCH",
    `${folder}: what does not fit into --memory cannot be put here: ${(error as Error).message}`,
    { cause: error },
  );
}
