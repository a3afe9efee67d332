/**
 * The results folder of a sweep: a file a cell, named after the cell's key and renamed into place
 * when it is whole, so that a sweep that is killed at any moment loses only what was under way.
 */

import { createHash } from "node:crypto";
import { accessSync, constants, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { reasonOf, UsageError } from "../errors.ts";
import type { Cell } from "../metrics/cell.ts";
import type { TraceSummary } from "../report/document.ts";
import { fromJson, toJson } from "../report/json.ts";
import { type CellIdentity, cellKey, type PlannedCell } from "./grid.ts";

/** What is kept of a finished cell. */
export interface StoredCell {
  readonly trace: TraceSummary;
  readonly cell: Cell;
}

/** What stands in the file of a cell. */
interface Kept extends StoredCell {
  readonly identity: CellIdentity;
  readonly digest: string;
}

/** Tells a file that a disk or a hand has changed. */
function digestOf(stored: StoredCell): string {
  return createHash("sha256").update(toJson(stored)).digest("hex");
}

export class CellStore {
  readonly #folder: string;

  /** Makes the folder where it is missing. @throws {UsageError} `CELLS` when it cannot be made. */
  constructor(folder: string) {
    this.#folder = folder;
    try {
      mkdirSync(folder, { recursive: true });
    } catch (error) {
      throw this.#cannot(error);
    }
  }

  /** Checks, before the work begins, that cells can be kept. @throws {UsageError} `CELLS`. */
  checkWritable(): void {
    try {
      accessSync(this.#folder, constants.W_OK);
    } catch (error) {
      throw this.#cannot(error);
    }
  }

  /** What is kept of a cell; undefined where there is nothing, or what is there is not whole. */
  read({ key }: Pick<PlannedCell, "key">): StoredCell | undefined {
    try {
      const { identity, trace, cell, digest } = fromJson(
        readFileSync(this.#path(key), "utf8"),
      ) as Kept;
      if (cellKey(identity) !== key || digest !== digestOf({ trace, cell })) return undefined;
      return { trace, cell };
    } catch {
      return undefined;
    }
  }

  /**
   * Keeps a cell, with its identity in the first fields.
   * @throws {UsageError} `CELLS` when it cannot be written.
   */
  async write({ key, identity }: PlannedCell, { trace, cell }: StoredCell): Promise<void> {
    const text = toJson({ identity, trace, cell, digest: digestOf({ trace, cell }) });
    await writeFileAtomic(this.#path(key), text).catch((error) => {
      throw this.#cannot(error);
    });
  }

  #cannot(error: unknown): UsageError {
    return new UsageError("CELLS", `--results ${this.#folder}: ${reasonOf(error)}`, {
      cause: error,
    });
  }

  #path(key: string): string {
    return join(this.#folder, `${key}.json`);
  }
}
