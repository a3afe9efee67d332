/**
 * Gives a time to every record of a log in which lines may have none. A line without one ended when
 * the line with a time before it did; those before the first such line, when that one did. Where no
 * line has a time, they ended a second apart.
 */

import type { Position, TraceRecord, TraceSink } from "./format.ts";
import { isoTime, localTime, syslogTime } from "./log-time.ts";

/** A record, but for its time. */
export type Untimed = Omit<TraceRecord, "timestamp">;

const SECOND_MS = 1000;
const YEAR_MS = 366 * 86_400 * SECOND_MS;
/** So many records are held back, waiting for a line with a time. */
const MAX_HELD = 10_000;

export class Timeline {
  readonly #sink: Pick<TraceSink, "record" | "warn">;
  #held: { record: Untimed; position: Position }[] = [];
  /** The last time that a line had, or that was given to a record. */
  #last: number | undefined;
  /** A line that has passed since, and may have a time. */
  #passed = "";
  /** Records that were given a time a second after the one before. */
  #counted = 0;
  /** Of times without a year: what the turns of the year add up to. */
  #turned = 0;

  constructor(sink: Pick<TraceSink, "record" | "warn">) {
    this.#sink = sink;
  }

  /** A line that is no record has gone by. */
  pass(line: string): void {
    if (this.#held.length === 0) this.#passed = line;
    else this.#at(this.timeIn(line));
  }

  /** The time that stands in a line, whatever its form. */
  timeIn(line: string): number | undefined {
    const head = line.slice(0, 300);
    const time = localTime(head) ?? isoTime(head);
    if (time !== undefined) return time;
    const yearless = syslogTime(head);
    if (yearless === undefined) return undefined;
    const turned = yearless + this.#turned;
    if (this.#last === undefined || turned > this.#last - YEAR_MS / 2) return turned;
    this.#turned += YEAR_MS;
    return turned + YEAR_MS;
  }

  /** A record, with the time that its line has. */
  record(record: Untimed, time: number | undefined, position: () => Position): void {
    if (time !== undefined) {
      this.#at(time);
      this.#sink.record(timed(record, time), position);
      return;
    }
    if (this.#passed !== "") this.#at(this.timeIn(this.#passed));
    this.#passed = "";
    if (this.#counted > 0) {
      this.#sink.record(timed(record, ++this.#counted * SECOND_MS), position);
    } else if (this.#last !== undefined) {
      this.#sink.record(timed(record, this.#last), position);
    } else {
      this.#held.push({ record, position: position() });
      if (this.#held.length === MAX_HELD) this.#count();
    }
  }

  end(): void {
    if (this.#held.length > 0) this.#count();
  }

  #at(time: number | undefined): void {
    if (time === undefined) return;
    this.#last = time;
    this.#passed = "";
    for (const { record, position } of this.#held.splice(0)) {
      this.#sink.record(timed(record, time), () => position);
    }
  }

  #count(): void {
    this.#sink.warn(
      "its lines have no time: the requests are taken to have ended a second apart, in their order",
    );
    for (const { record, position } of this.#held.splice(0)) {
      this.#sink.record(timed(record, ++this.#counted * SECOND_MS), () => position);
    }
  }
}

function timed(record: Untimed, timestamp: number): TraceRecord {
  return { timestamp, ...record };
}
