/**
 * The IBM Cloud Container Registry traces (SNIA IOTTA; Anwar et al., FAST'18): JSON arrays, or one
 * object a line, with dotted keys such as `http.request.uri`.
 */

import type { PartReader, TraceFormat, TraceRecord, TraceSink } from "./format.ts";
import { jsonBeginning } from "./json-beginning.ts";
import { type Between, JsonRecords, type JsonSink } from "./json-records.ts";
import { type Emit, PlainRecords } from "./plain-records.ts";
import { recordOf, toRecord } from "./record.ts";
import { giveMachine, takeMachine } from "./record-machine.ts";

export const ibmJson: TraceFormat = {
  name: "ibm-json",
  summary: "JSON records with keys such as http.request.uri, in one array or one a line",
  example:
    '{"host": "0a1b2c3d", "http.request.duration": 0.94, "http.request.method": "GET", "http.request.remoteaddr": "1b2c3d4e", "http.request.uri": "v2/2c3d4e5f/3d4e5f60/blobs/4e5f6071", "http.response.status": 200, "http.response.written": 1000, "timestamp": "2017-06-20T00:00:02.814Z"}',
  matches: (head) => /^\s*[[{]/.test(head),
  reader: (sink) => readerOf(sink),
  parts: {
    between: (head) => (/^[\uFEFF\s]*\[/.test(new TextDecoder().decode(head)) ? "array" : "lines"),
    beginning: jsonBeginning,
    reader: (sink, offset, between) => readerOf(sink, offset, between as Between | undefined),
  },
};

function readerOf(sink: TraceSink, offset?: number, between?: Between): PartReader {
  const machine = takeMachine();
  const plain = machine && new PlainRecords(machine, emitTo(sink));
  const records = new JsonRecords(objectsOf(sink), plain, offset, between);
  const give = (): void => {
    if (machine) giveMachine(machine);
  };
  return {
    push: (chunk) => records.push(chunk),
    space: (bytes) => records.space(bytes),
    end() {
      records.end();
      give();
    },
    leave() {
      give();
      return { records: records.records, between: records.between };
    },
  };
}

function emitTo(sink: TraceSink): Emit {
  return (batch, position) => {
    if (sink.records) sink.records(batch);
    else for (let i = 0; i < batch.count; i++) sink.record(recordOf(batch, i), () => position(i));
  };
}

/** Takes parsed objects for records. */
export function objectsOf(sink: TraceSink): JsonSink {
  return {
    object(value, position) {
      const record = fromJson(value);
      if (typeof record === "string") sink.damaged("malformed", position(), record);
      else sink.record(record, position);
    },
    damaged: (reason, position, problem) => sink.damaged(reason, position, problem),
    warn: (problem) => sink.warn(problem),
  };
}

function fromJson(value: Readonly<Record<string, unknown>>): TraceRecord | string {
  return toRecord(
    value.timestamp,
    value["http.request.duration"],
    value["http.request.method"],
    value["http.request.uri"],
    value["http.response.status"],
    value["http.response.written"],
    value["http.request.remoteaddr"],
    value.host,
  );
}
