/** Pulls as they show in a trace: blob GETs of one client in one repository without a long pause. */

import { Histogram } from "../metrics/histogram.ts";
import type { Seconds } from "../units.ts";
import type { Arrived } from "./reorder.ts";

/** A longer pause between the end of a transfer and the next request ends a session. */
const PAUSE: Seconds = 30;
/** Sessions looked through at once for those that are over. */
const OPEN = 1 << 16;

interface Session {
  ended: Seconds;
  blobs: number;
  bytes: number;
}

export interface Sessions {
  count: number;
  meanBlobs: number;
  /** Blobs and bytes of a session at p25, p50, p75, p90, p95, p99. */
  blobs: number[];
  bytes: number[];
}

export class SessionCounter {
  readonly #open = new Map<number, Session>();
  readonly #blobs = new Histogram();
  readonly #bytes = new Histogram();
  #count = 0;
  #allBlobs = 0;

  /** Requests in order of arrival. */
  request({ arrival, ended, client, repository, size }: Arrived): void {
    const key = client * 2 ** 26 + repository;
    let session = this.#open.get(key);
    if (session && arrival - session.ended > PAUSE) {
      this.#close(session);
      session = undefined;
    }
    if (!session) {
      if (this.#open.size >= OPEN) this.#sweep(arrival);
      session = { ended, blobs: 0, bytes: 0 };
      this.#open.set(key, session);
    }
    session.ended = Math.max(session.ended, ended);
    session.blobs++;
    session.bytes += size;
  }

  finish(): Sessions {
    this.#sweep(Number.POSITIVE_INFINITY);
    const quantiles = (of: Histogram): number[] =>
      [0.25, 0.5, 0.75, 0.9, 0.95, 0.99].map((share) => Math.round(of.quantile(share)));
    return {
      count: this.#count,
      meanBlobs: this.#allBlobs / this.#count,
      blobs: quantiles(this.#blobs),
      bytes: quantiles(this.#bytes),
    };
  }

  #sweep(now: Seconds): void {
    for (const [key, session] of this.#open) {
      if (now - session.ended <= PAUSE) continue;
      this.#close(session);
      this.#open.delete(key);
    }
  }

  #close({ blobs, bytes }: Session): void {
    this.#count++;
    this.#allBlobs += blobs;
    this.#blobs.add(blobs);
    this.#bytes.add(bytes);
  }
}
