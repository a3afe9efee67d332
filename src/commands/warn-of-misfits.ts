/** Warns, on stderr, of numbers that are none, or not to be trusted. */

import type { ResultDocument } from "../report/document.ts";
import { misfitNotes } from "../report/sample-notes.ts";

/** Of a warm-up that leaves nothing, and of a sample's cache too small for what the real one would hold. */
export function warnOfMisfits(results: readonly ResultDocument[]): void {
  for (const { trace, cells } of results) {
    if (cells.some(({ requests }) => requests === 0)) {
      console.error(`pullsim: warning: ${trace.name}: --warm-up leaves no request to measure`);
    }
  }
  for (const note of results.flatMap(misfitNotes)) console.error(`pullsim: warning: ${note}`);
}
