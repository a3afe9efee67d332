/** Every trace format by name, and how a file's format is told from its content. */

import { UsageError } from "../errors.ts";
import { arrow } from "./arrow.ts";
import { csv } from "./csv.ts";
import { distribution } from "./distribution.ts";
import type { AnyFormat } from "./format.ts";
import { ibmJson } from "./ibm-json.ts";
import { keys } from "./keys.ts";
import { logFormat } from "./log-format.ts";
import { nginx } from "./nginx.ts";
import { oracleGeneral } from "./oracle-general.ts";
import { parquet } from "./parquet.ts";
import { webcache } from "./webcache.ts";

/** The formats that exist, in the order in which they are tried. */
export const FORMATS: readonly AnyFormat[] = [
  oracleGeneral,
  distribution,
  nginx,
  ibmJson,
  csv,
  webcache,
  keys,
  parquet,
  arrow,
];

/** A name that begins so goes on with nginx's `log_format` string. */
export const LOG_FORMAT_PREFIX = "nginx:";

/** The format of that name. @throws {UsageError} `FORMAT` when there is none. */
export function formatNamed(name: string): AnyFormat {
  if (name.startsWith(LOG_FORMAT_PREFIX)) return logFormat(name.slice(LOG_FORMAT_PREFIX.length));
  const format = FORMATS.find((candidate) => candidate.name === name);
  if (!format) {
    const names = FORMATS.map((candidate) => candidate.name).join(", ");
    throw new UsageError("FORMAT", `there is no trace format "${name}": choose from ${names}`);
  }
  return format;
}

/** The format that a file's first bytes look like; undefined when there is none. */
export function recognise(head: Uint8Array): AnyFormat | undefined {
  const text = new TextDecoder().decode(head);
  return FORMATS.find((format) => format.matches(text, head));
}
