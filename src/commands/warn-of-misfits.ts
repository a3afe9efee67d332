/** Warns, on stderr, of a sample whose cache is too small for what the real one would hold. */

import type { ResultDocument } from "../report/document.ts";
import { misfitNotes } from "../report/sample-notes.ts";

export function warnOfMisfits(results: readonly ResultDocument[]): void {
  for (const note of results.flatMap(misfitNotes)) console.error(`pullsim: warning: ${note}`);
}
