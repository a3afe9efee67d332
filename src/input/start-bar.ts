/** A bar on stderr that is gone when it is stopped. */

import { SingleBar } from "cli-progress";

/** Begins to draw one; `values` fill the places that `format` names. */
export function startBar(format: string, total: number, values: object): SingleBar {
  const bar = new SingleBar({
    format,
    barsize: 24,
    hideCursor: false,
    clearOnComplete: true,
    stream: process.stderr,
    barCompleteChar: "█",
    barIncompleteChar: "░",
  });
  bar.start(total, 0, values);
  return bar;
}
