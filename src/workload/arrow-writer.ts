/** Writes a converted trace. */

import {
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
import type { Requests } from "../request.ts";
import {
  COLUMNS,
  CONVERTED_FORMAT,
  type ConvertedHeader,
  type ConvertedTrace,
  HEADER_KEY,
  SIZE_COLUMN,
} from "./converted-trace.ts";
import type { Names } from "./gathered.ts";

/**
 * The bytes of the file, piece by piece: one record batch. `names` are those of the ids in the
 * workload.
 */
export function arrowFile(trace: ConvertedTrace, names: Names): AsyncIterable<Uint8Array> {
  const { workload, census, objects, began, mix } = trace;
  const { requests, sizes, name } = workload;
  const header: ConvertedHeader = {
    format: CONVERTED_FORMAT,
    name,
    objects,
    requests: requests.count,
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
  const size = Float64Array.from(requests.object, (object) => sizes[object]!);
  const columns = [...COLUMNS.map((column) => columnOf(column, requests, names)), floats(size)];
  const titles = [...COLUMNS, SIZE_COLUMN];
  const fields = columns.map(({ type }, i) => Field.new(titles[i]!, type, false));
  const schema = new Schema(fields, new Map([[HEADER_KEY, JSON.stringify(header)]]));
  const data = makeData({
    type: new Struct(fields),
    length: requests.count,
    nullCount: 0,
    children: columns,
  });
  const writer = new RecordBatchFileWriter();
  writer.write(new RecordBatch(schema, data));
  writer.finish();
  return writer;
}

function columnOf(name: (typeof COLUMNS)[number], requests: Requests, names: Names) {
  switch (name) {
    case "arrival":
    case "duration":
      return floats(requests[name]);
    case "opens": {
      const opens = requests.opens ?? new Uint32Array(requests.count);
      return makeData({ type: new Uint32(), data: opens, nullCount: 0 });
    }
    default:
      return named(requests[name], names[name], COLUMNS.indexOf(name));
  }
}

function floats(data: Float64Array) {
  return makeData({ type: new Float64(), data, nullCount: 0 });
}

/** Ids, with the names that they stand for; `id` is the dictionary's number in the file. */
function named(ids: Uint32Array, names: readonly string[], id: number) {
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
    offsets[i + 1] = used;
  }
  const dictionary = makeData({
    type: new Utf8(),
    length: names.length,
    nullCount: 0,
    valueOffsets: offsets,
    data: bytes.subarray(0, used),
  });
  return makeData({
    type: new Dictionary(new Utf8(), new Uint32(), id),
    data: ids,
    nullCount: 0,
    dictionary: new Vector([dictionary]),
  });
}
