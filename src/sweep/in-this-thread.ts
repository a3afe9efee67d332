/** The work of a sweep in the thread that asks for it: of little, a thread would take longer to start. */

import type { Bytes } from "../units.ts";
import type { Workers } from "./run-tasks.ts";
import { load, replay } from "./sweep-worker.ts";
import type { Task } from "./tasks.ts";

/** Requests to replay, over all cells, that are done before a thread has started. */
const LITTLE = 2e6;

/** Whether tasks over traces of about so many requests are soon done. */
export function isLittle(
  traces: readonly { readonly expected: number }[],
  tasks: readonly Task[],
): boolean {
  const replayed = tasks.map(({ trace, cells }) => traces[trace]!.expected * cells.length);
  return replayed.reduce((sum, requests) => sum + requests, 0) <= LITTLE;
}

/** Requests of a trace may take so much `memory`. */
export function inThisThread(memory?: Bytes): Workers {
  return {
    count: 1,
    waiting: 0,
    load: (order) => load({ memory, ...order }),
    replay,
  };
}
