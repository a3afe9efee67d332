/** Writes a converted trace. */

import {
  type Data,
  Dictionary,
  Field,
  Float64,
  makeData,
  RecordBatch,
  RecordBatchFileWriter,
  Schema,
  Struct,
  Uint32,
  Utf8,
  Vector,
} from "apache-arrow";
import {
  CONVERTED_FORMAT,
  type ConvertedHeader,
  type ConvertedTrace,
  HEADER_KEY,
} from "./converted-trace.ts";
import type { Names } from "./names.ts";
import { BATCH_ROWS, COLUMNS, type ColumnName, OF_REQUESTS_ONLY } from "./trace-columns.ts";
import { stretches } from "./trace-rows.ts";

type Columns = { readonly count: number } & Partial<Record<ColumnName, Float64Array | Uint32Array>>;

/** Bytes: names are found by 32-bit offsets. */
const MAX_NAMES = 2 ** 31 - 1;

/** The bytes of the file, piece by piece. `names` are those of the ids in the rows. */
export async function* arrowFile(
  { name, objects, began, census, mix, rows, sizes }: ConvertedTrace,
  names: Names,
): AsyncGenerator<Uint8Array, void> {
  const { requests, manifests } = rows;
  const header: ConvertedHeader = {
    format: CONVERTED_FORMAT,
    name,
    objects,
    requests: requests.count,
    manifests: manifests.count,
    distinct: {
      object: names.object.length,
      client: names.client.length,
      repository: names.repository.length,
      host: names.host.length,
    },
    began,
    census,
    mix: mix.mix,
    statuses: mix.statuses,
  };
  const dictionaries = new Map(
    (["object", "client", "repository", "host"] as const).map((column, id) => [
      column as ColumnName,
      { type: new Dictionary(new Utf8(), new Uint32(), id), values: dictionaryOf(names[column]) },
    ]),
  );
  const columnOf = (column: ColumnName, { count, [column]: given }: Columns): Data => {
    // Without a bit for any value, all are null.
    const nulls = given
      ? { nullCount: 0 }
      : { nullCount: count, nullBitmap: new Uint8Array(Math.ceil(count / 8)) };
    const dictionary = dictionaries.get(column);
    if (dictionary) {
      const data = (given ?? new Uint32Array(count)) as Uint32Array;
      return makeData({ type: dictionary.type, data, dictionary: dictionary.values, ...nulls });
    }
    return column === "opens"
      ? makeData({ type: new Uint32(), data: given ?? new Uint32Array(count), ...nulls })
      : makeData({ type: new Float64(), data: given ?? new Float64Array(count), ...nulls });
  };
  let schema: Schema | undefined;
  const batchOf = (columns: Columns): RecordBatch => {
    const children = COLUMNS.map((column) => columnOf(column, columns));
    const fields = children.map(({ type }, i) =>
      Field.new(COLUMNS[i]!, type, OF_REQUESTS_ONLY.includes(COLUMNS[i]!)),
    );
    schema ??= new Schema(fields, new Map([[HEADER_KEY, JSON.stringify(header)]]));
    const type = new Struct(fields);
    return new RecordBatch(
      schema,
      makeData({ type, length: columns.count, nullCount: 0, children }),
    );
  };
  const writer = new PieceWriter();
  for (const stretch of stretches(requests, BATCH_ROWS)) {
    const size = sizesOf(stretch.object, sizes);
    writer.write(batchOf({ opens: new Uint32Array(stretch.count), ...stretch, size }));
    yield* writer.written();
  }
  for (const stretch of stretches(manifests, BATCH_ROWS)) {
    writer.write(batchOf(stretch));
    yield* writer.written();
  }
  yield* writer.rest();
}

function sizesOf(objects: Uint32Array, sizes: Float64Array): Float64Array {
  const size = new Float64Array(objects.length);
  for (let i = 0; i < size.length; i++) size[i] = sizes[objects[i]!]!;
  return size;
}

/** Lets go of what it has written before it writes more. */
class PieceWriter extends RecordBatchFileWriter {
  readonly #pieces = this[Symbol.asyncIterator]();
  #taken = 0;

  /** What has been written since; to be taken before more is written. */
  async *written(): AsyncGenerator<Uint8Array, void> {
    while (this.#taken < this._position) {
      const { value } = await this.#pieces.next();
      this.#taken += value!.byteLength;
      yield value!;
    }
  }

  /** What comes after the last batch. */
  async *rest(): AsyncGenerator<Uint8Array, void> {
    this.finish();
    for (let next = await this.#pieces.next(); !next.done; next = await this.#pieces.next()) {
      yield next.value;
    }
  }
}

function dictionaryOf(names: readonly string[]): Vector<Utf8> {
  const encoder = new TextEncoder();
  const offsets = new Int32Array(names.length + 1);
  let bytes = new Uint8Array(64 * names.length + 64);
  let used = 0;
  for (const [i, name] of names.entries()) {
    if (used + 3 * name.length > bytes.length) {
      const wider = new Uint8Array(2 * (used + 3 * name.length));
      wider.set(bytes.subarray(0, used));
      bytes = wider;
    }
    used += encoder.encodeInto(name, bytes.subarray(used)).written;
    if (used > MAX_NAMES) throw new RangeError("its names take more than 2 GiB");
    offsets[i + 1] = used;
  }
  const data = makeData({
    type: new Utf8(),
    length: names.length,
    nullCount: 0,
    valueOffsets: offsets,
    data: bytes.subarray(0, used),
  });
  return new Vector([data]);
}
