/** `--memory`: what the requests of a trace may take in memory. */

import { type Bytes, parseBytes } from "../units.ts";

/** Of what is free, by default: the rest is for what is replayed with them. */
const SHARE = 0.6;

/** The bytes that the text says, or a share of what is free. @throws {UsageError} `QUANTITY`. */
export async function memoryOf(text: string | undefined): Promise<Bytes> {
  return text === undefined ? freeMemory() : await parseBytes(text);
}

/** A share of the memory that this process could have. */
export function freeMemory(): Bytes {
  return SHARE * process.availableMemory();
}
