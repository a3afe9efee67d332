/** A progress bar on stderr: only on a terminal, and only for work of more than two seconds. */

import type { SingleBar } from "cli-progress";
import { formatBytes } from "../units.ts";
import { startBar } from "./start-bar.ts";

const PATIENCE_MS = 2000;
const INTERVAL_MS = 200;

export class Progress {
  readonly #started = Date.now();
  readonly #what: string;
  readonly #unit: "bytes" | "requests";
  #shown = 0;
  #bar: SingleBar | undefined;

  constructor(what: string, unit: "bytes" | "requests") {
    this.#what = what;
    this.#unit = unit;
  }

  /** `total` is 0 where it is unknown. */
  update(done: number, total: number): void {
    const now = Date.now();
    if (!process.stderr.isTTY || now - this.#started < PATIENCE_MS) return;
    if (now - this.#shown < INTERVAL_MS) return;
    this.#shown = now;
    this.#bar ??= this.#start(total);
    this.#bar.update(done, this.#amounts(done, total));
    // The work holds the thread, so the bar's own timer never fires.
    this.#bar.render();
  }

  /** Takes the bar away, so that something else can be printed. */
  clear(): void {
    if (this.#bar) process.stderr.write("\r\x1b[K");
  }

  stop(): void {
    this.#bar?.stop();
  }

  #start(total: number): SingleBar {
    const format =
      total > 0 ? "{what} {bar} {percentage} %  {amount}  {eta_formatted} left" : "{what} {amount}";
    return startBar(format, total, this.#amounts(0, total));
  }

  #amounts(done: number, total: number): Record<string, string> {
    const write = (n: number): string =>
      this.#unit === "bytes" ? formatBytes(n) : n.toLocaleString("en-US");
    const amount = total > 0 ? `${write(done)} of ${write(total)}` : write(done);
    return { what: this.#what, amount };
  }
}
