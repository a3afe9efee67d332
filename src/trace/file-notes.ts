/** What there is to say of the records of a file that could not be read, and of the file itself. */

import { oneLine, TraceError } from "../errors.ts";
import type { Damage, Position } from "./format.ts";

/** Warnings about damaged records that are given one by one, a file; the rest only as a count. */
const MAX_WARNINGS = 5;

/** Is told what a reader finds in a file, in its order. */
export interface Notes {
  whole(records: number): void;
  damaged(reason: Damage, position: Position, problem: string): void;
  /** Something about the file that loses no record. */
  warn(problem: string): void;
  /** @throws {TraceError} `NOT_A_TRACE` where there was no whole record although there was something. */
  end(): void;
}

/** Puts them into lines. */
export class FileNotes implements Notes {
  readonly #name: string;
  readonly #warn: ((line: string) => void) | undefined;
  /** Held back until there is a whole record: of a file that is no trace there is one error to tell. */
  #held: string[] = [];
  #whole = 0;
  #damaged = 0;
  #firstDamage = "";

  constructor(name: string, warn?: (line: string) => void) {
    this.#name = name;
    this.#warn = warn;
  }

  whole(records: number): void {
    this.#whole += records;
  }

  damaged(reason: Damage, { record, byte }: Position, problem: string): void {
    const line = `record ${record} at byte ${byte}: ${problem}`;
    if (this.#damaged++ === 0) this.#firstDamage = line;
    if (this.#damaged <= MAX_WARNINGS) this.warn(`${line}; skipped as ${reason}`);
  }

  /** So many damaged records more, that come after {@link MAX_WARNINGS} others. */
  moreDamaged(records: number): void {
    this.#damaged += records;
  }

  warn(problem: string): void {
    this.#held.push(oneLine(`${this.#name}: ${problem}`));
    if (this.#whole > 0) this.#release();
  }

  #release(): void {
    for (const line of this.#held) this.#warn?.(line);
    this.#held = [];
  }

  end(): void {
    const more = this.#damaged - MAX_WARNINGS;
    if (more > 0) this.warn(`${more} more damaged records, ${this.#damaged} in all, skipped`);
    if (this.#whole === 0 && this.#damaged > 0) {
      throw new TraceError(
        "NOT_A_TRACE",
        `${this.#name}: not a registry trace: ${this.#firstDamage}`,
      );
    }
    this.#release();
  }
}

/** Keeps them, as plain data, for {@link tell} to pass on elsewhere. */
export class KeptNotes implements Notes {
  wholeRecords = 0;
  damagedRecords = 0;
  readonly told: (string | { reason: Damage; position: Position; problem: string })[] = [];

  whole(records: number): void {
    this.wholeRecords += records;
  }

  damaged(reason: Damage, position: Position, problem: string): void {
    if (this.damagedRecords++ < MAX_WARNINGS) this.told.push({ reason, position, problem });
  }

  warn(problem: string): void {
    this.told.push(problem);
  }

  end(): void {}
}

/** Passes on what was kept of a part of a file that comes after so many records. */
export function tell(
  notes: FileNotes,
  { wholeRecords, damagedRecords, told }: Omit<KeptNotes, keyof Notes>,
  before: number,
): void {
  notes.whole(wholeRecords);
  let damaged = 0;
  for (const note of told) {
    if (typeof note === "string") notes.warn(note);
    else {
      damaged++;
      const { record, byte } = note.position;
      notes.damaged(note.reason, { record: record + before, byte }, note.problem);
    }
  }
  notes.moreDamaged(damagedRecords - damaged);
}
