/** Records as text: the archive's own form, one JSON object a line, CSV, or a registry's log. */

import type { Bytes, Seconds } from "../units.ts";
import { distribution } from "./distribution-form.ts";

/** A record as the archive has it. */
export interface ArchiveRecord {
  readonly host: string;
  readonly duration: Seconds;
  readonly method: string;
  readonly client: string;
  readonly uri: string;
  readonly userAgent: string;
  readonly status: number;
  /** Left out where the log does not say. */
  readonly written: Bytes | undefined;
  readonly id: string;
  /** ISO time of the response's end. */
  readonly timestamp: string;
}

/** How a file of records is written. */
export interface TraceForm {
  readonly name: "archive" | "ndjson" | "csv" | "distribution";
  /** Endings of files in this form. */
  readonly suffixes: readonly string[];
  readonly head: string;
  record(record: ArchiveRecord): string;
  readonly between: string;
  readonly tail: string;
}

/** One array a file, indented, with the space before the line's end that Python 2 leaves. */
const archive: TraceForm = {
  name: "archive",
  suffixes: [".json"],
  head: "[\n",
  between: ", \n",
  tail: "\n]",
  record(of) {
    const written =
      of.written === undefined ? "" : `        "http.response.written": ${of.written}, \n`;
    return (
      `    {\n        "host": "${of.host}", \n` +
      `        "http.request.duration": ${of.duration}, \n` +
      `        "http.request.method": "${of.method}", \n` +
      `        "http.request.remoteaddr": "${of.client}", \n` +
      `        "http.request.uri": "${of.uri}", \n` +
      `        "http.request.useragent": "${escaped(of.userAgent)}", \n` +
      `        "http.response.status": ${of.status}, \n` +
      `${written}        "id": "${of.id}", \n` +
      `        "timestamp": "${of.timestamp}"\n    }`
    );
  },
};

const ndjson: TraceForm = {
  name: "ndjson",
  suffixes: [".ndjson", ".jsonl"],
  head: "",
  between: "\n",
  tail: "\n",
  record(of) {
    const written = of.written === undefined ? "" : `"http.response.written":${of.written},`;
    return (
      `{"host":"${of.host}","http.request.duration":${of.duration},` +
      `"http.request.method":"${of.method}","http.request.remoteaddr":"${of.client}",` +
      `"http.request.uri":"${of.uri}","http.request.useragent":"${escaped(of.userAgent)}",` +
      `"http.response.status":${of.status},${written}"id":"${of.id}","timestamp":"${of.timestamp}"}`
    );
  },
};

/** No field holds a comma, a quote or a line's end, so none is quoted. */
const csv: TraceForm = {
  name: "csv",
  suffixes: [".csv"],
  head:
    "host,http.request.duration,http.request.method,http.request.remoteaddr,http.request.uri," +
    "http.request.useragent,http.response.status,http.response.written,id,timestamp\n",
  between: "\n",
  tail: "\n",
  record: (of) =>
    `${of.host},${of.duration},${of.method},${of.client},${of.uri},${of.userAgent},` +
    `${of.status},${of.written ?? ""},${of.id},${of.timestamp}`,
};

/** The forms in which a trace can be written. */
export const FORMS: readonly TraceForm[] = [archive, ndjson, csv, distribution];

function escaped(text: string): string {
  return text.replaceAll("\\", "\\\\");
}
