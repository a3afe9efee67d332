/** Whom a long piece of work tells how far it is and what was lost. */

import { Progress } from "./progress.ts";

export interface Reporter {
  /** Begins to tell how far something is. */
  progress(what: string, unit: "bytes" | "requests"): ProgressReport;
  /** A line about what was lost or is odd. */
  warn(line: string): void;
}

export interface ProgressReport {
  /** `total` is 0 where it is unknown. */
  update(done: number, total: number): void;
  stop(): void;
}

/** The user, on stderr. */
export function onTerminal(): Reporter {
  let shown: Progress | undefined;
  return {
    progress(what, unit) {
      shown = new Progress(what, unit);
      return shown;
    },
    warn(line) {
      shown?.clear();
      console.error(`pullsim: warning: ${line}`);
    },
  };
}
