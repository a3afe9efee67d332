/** From the rows of a table with named columns to records. */

import { TraceError } from "../errors.ts";
import { accessRecord, FieldPlaces } from "./access-fields.ts";
import type { TraceSink } from "./format.ts";

/** A column of a table: its name, and whether its values are times in milliseconds since 1970. */
export interface TableColumn {
  readonly name: string;
  readonly milliseconds: boolean;
}

export class TableRows {
  readonly #sink: TraceSink;
  readonly #places: FieldPlaces;
  /** Whether the time needs no guess at its unit. */
  readonly #milliseconds: boolean;
  #records = 0;
  #untimed = 0;

  /** @throws {TraceError} `NOT_A_TRACE` where the columns do not tell a registry's requests. */
  constructor(columns: readonly TableColumn[], sink: TraceSink) {
    this.#sink = sink;
    this.#places = new FieldPlaces(columns.map(({ name }) => name));
    if (!this.#places.enough) {
      const names = columns.map(({ name }) => name).join(", ");
      throw new TraceError(
        "NOT_A_TRACE",
        `not a registry trace: its columns are ${names.slice(0, 200)}; expected such as uri, method, status, size, duration, timestamp`,
      );
    }
    this.#milliseconds = columns[this.#places.places.time ?? -1]?.milliseconds ?? false;
  }

  /** Indices of the columns that are needed. */
  get needed(): readonly number[] {
    return Object.values(this.#places.places);
  }

  /** A row, its values at the indices of their columns; `byte` is where its block begins. */
  row(row: readonly unknown[], byte: number): void {
    const position = { record: ++this.#records, byte };
    const values = this.#places.values(row);
    const milliseconds = this.#milliseconds ? values.time : undefined;
    if (this.#milliseconds) values.time = undefined;
    const access = accessRecord(values);
    if (typeof access === "string") {
      this.#sink.damaged("malformed", position, access);
      return;
    }
    const time = typeof milliseconds === "number" ? milliseconds : access.time;
    // Without times the rows are a second apart, as the lines of a log are.
    const timestamp = time ?? ++this.#untimed * 1000;
    this.#sink.record({ timestamp, ...access.record }, () => position);
  }

  end(): void {
    if (this.#untimed === 0) return;
    this.#sink.warn(
      `${this.#untimed} rows have no time: the requests are taken to have ended a second apart, in their order`,
    );
  }
}
