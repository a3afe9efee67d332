/**
 * Reads the records that look like others before them straight from the bytes, with the machine of
 * `assembly/`. What it gives is what `JSON.parse` and {@link toRecord} would; whatever it is not sure
 * of it leaves to them.
 */

import type { Position, RecordBatch } from "./format.ts";
import type { JsonShortcut } from "./json-records.ts";
import type { RecordMachine } from "./record-machine.ts";
import { NO_FIELD, patternOf } from "./record-pattern.ts";

/** No record of an access log is longer. */
const MAX_BYTES = 64 * 1024;

/** Receives the records of a batch, which is overwritten after, and says where each begins. */
export type Emit = (batch: RecordBatch, position: (record: number) => Position) => void;

export class PlainRecords implements JsonShortcut {
  readonly room: RecordMachine;
  readonly #emit: Emit;

  constructor(machine: RecordMachine, emit: Emit) {
    this.room = machine;
    this.#emit = emit;
  }

  learn(from: number, to: number): void {
    const { room } = this;
    if (to - from > MAX_BYTES) return;
    const pattern = patternOf(room.bytes, from, to);
    if (!pattern || room.patterns.includes(pattern.text)) return;
    const { fields, frames } = pattern;
    const bytes = frames.reduce((sum, frame) => sum + 8 + padded(frame.length), 0);
    if (bytes > room.patternBytes) return;
    const { slot, at: start } = room.learn();
    room.patterns[slot] = pattern.text;
    const words = new DataView(room.bytes.buffer);
    let at = start;
    for (const [i, frame] of frames.entries()) {
      words.setUint32(at, fields[i] ?? NO_FIELD, true);
      words.setUint32(at + 4, frame.length, true);
      room.bytes.set(frame, at + 8);
      at += 8 + padded(frame.length);
    }
  }

  read(from: number, to: number, position: (record: number, at: number) => Position): number {
    const count = this.room.scan(from, to);
    if (count > 0) {
      const batch = this.room.batch(count);
      this.#emit(batch, (record) => position(record, batch.start[record]!));
    }
    return count;
  }
}

/** What is compared sixteen bytes at a time stands so. */
function padded(length: number): number {
  return (length + 15) & ~15;
}
