/**
 * Image pulls: the requests of one client for one repository that belong together. A pull begins
 * with the first request after the client has asked for a manifest of the repository, or after a
 * pause; docs/model.md, section Image pulls.
 */

import { PairTable } from "../pair-table.ts";
import type { Requests } from "../request.ts";
import type { Seconds } from "../units.ts";
import { ascending } from "./arrival-order.ts";
import { Column } from "./column.ts";

/** Nothing asked for and nothing under way for longer than this: the next request is another pull. */
const PAUSE: Seconds = 30;

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
export function pullsOf({ count, arrival, duration, client, repository, opens }: Requests): Pulls {
  const of = new Uint32Array(count);
  const first = new Uint32Array(count);
  const pairs = new PairTable();
  // By the number of a client and repository: the pull that is under way, and when its last response ended.
  const underWay = new Column(Uint32Array);
  const ended = new Column(Float64Array);
  const numberOf = (client: number, repository: number): number => {
    const known = pairs.get(client, repository);
    if (known > 0) return known - 1;
    underWay.push(0);
    ended.push(Number.NEGATIVE_INFINITY);
    pairs.set(client, repository, ended.length);
    return ended.length - 1;
  };
  let pulls = 0;
  for (let i = 0; i < count; i++) {
    const pair = numberOf(client[i]!, repository[i]!);
    const ends = arrival[i]! + duration[i]!;
    if (opens?.[i] === 1 || arrival[i]! > ended.get(pair) + PAUSE) {
      underWay.set(pair, pulls);
      ended.set(pair, ends);
      first[pulls++] = i;
    } else if (ends > ended.get(pair)) {
      ended.set(pair, ends);
    }
    of[i] = underWay.get(pair);
  }
  return { count: pulls, of, first: first.slice(0, pulls) };
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
