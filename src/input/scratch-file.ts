/** Files for what does not fit into memory: nothing of them is left, however the process ends. */

import { closeSync, mkdirSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UsageError } from "../errors.ts";
import type { ScratchFile } from "../workload/row-spill.ts";

/** No call reads or writes more. */
const MOST = 1 << 30;

let made = 0;

/** A scratch file that has to be closed. */
export interface OpenScratch extends ScratchFile {
  close(): void;
}

/**
 * An empty file in that folder, without a name: the system frees it when it is closed.
 * @throws {UsageError} `SCRATCH` where it cannot be made, written or read.
 */
export function scratchFile(folder = tmpdir()): OpenScratch {
  const cannot = (error: unknown): UsageError =>
    new UsageError(
      "SCRATCH",
      `${folder}: what does not fit into --memory cannot be put here: ${(error as Error).message}`,
      { cause: error },
    );
  const attempt = <T>(act: () => T): T => {
    try {
      return act();
    } catch (error) {
      throw cannot(error);
    }
  };
  const file = attempt(() => {
    mkdirSync(folder, { recursive: true });
    const path = join(folder, `pullsim.${process.pid}.${made++}.tmp`);
    const opened = openSync(path, "wx+");
    rmSync(path);
    return opened;
  });
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
        done += attempt(() => writeSync(file, piece, done, length, at + done));
      }
      bytes += piece.length;
      return at;
    },
    read(into, at) {
      for (let done = 0; done < into.length; ) {
        const length = Math.min(MOST, into.length - done);
        const read = attempt(() => readSync(file, into, done, length, at + done));
        if (read === 0) throw cannot(new Error(`it ends before byte ${at + done}`));
        done += read;
      }
    },
    close: () => closeSync(file),
  };
}
