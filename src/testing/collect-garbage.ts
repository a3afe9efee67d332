/** Memory of typed arrays, measured. */

import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
const gc = runInNewContext("gc") as () => void;

/** Collects the garbage, and gives the bytes that array buffers take. */
export function collectGarbage(): number {
  // Buffers that one collection finds dead are given back by the time of the next.
  for (let i = 0; i < 2; i++) gc();
  return process.memoryUsage().arrayBuffers;
}
