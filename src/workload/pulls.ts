/**
 * Image pulls: the requests of one client for one repository that belong together. A pull begins
 * with the first request after the client has asked for a manifest of the repository, or after a
 * pause; docs/model.md, section Image pulls.
 */

import type { Requests } from "../request.ts";
import { ascending } from "./arrival-order.ts";
import { PullTracker } from "./pull-tracker.ts";

/** No request. */
export const NOBODY = -1;

export interface Pulls {
  readonly count: number;
  /** The pull of each request; pulls are numbered by their first request. */
  readonly of: Uint32Array;
  /** The first request of each pull. */
  readonly first: Uint32Array;
}

/** Groups requests into pulls. */
export function pullsOf(requests: Requests): Pulls {
  const tracker = new PullTracker(requests.count);
  const of = new Uint32Array(requests.count);
  tracker.number(requests, 0, of);
  return {
    count: tracker.next,
    of,
    first: Uint32Array.from(tracker.first.subarray(0, tracker.next)),
  };
}

/** Who waited for whom, within pulls. */
export interface Dependencies {
  /** The request that each waited for; NOBODY for one that came when its time came. */
  readonly after: Int32Array;
  /** Seconds from the end of the response that it waited for until it was sent. */
  readonly pause: Float64Array;
}

/**
 * A request waited, of its pull, for the response that had ended last when it was sent. Those that
 * were sent before any response of their pull had ended waited for nobody.
 */
export function dependencies(requests: Requests, pulls: Pulls): Dependencies {
  const { count, arrival, duration } = requests;
  const after = new Int32Array(count).fill(NOBODY);
  const pause = new Float64Array(count);
  const ends = arrival.map((time, i) => time + duration[i]!);
  const byEnd = ascending(ends);
  const ended = new Int32Array(pulls.count).fill(NOBODY);
  let next = 0;
  for (let i = 0; i < count; i++) {
    for (; next < count && ends[byEnd[next]!]! <= arrival[i]!; next++) {
      const response = byEnd[next]!;
      // One that took no time at all may end before its turn to be sent among those of that moment.
      if (response < i) ended[pulls.of[response]!] = response;
    }
    const last = ended[pulls.of[i]!]!;
    after[i] = last;
    if (last !== NOBODY) pause[i] = arrival[i]! - ends[last]!;
  }
  return { after, pause };
}
