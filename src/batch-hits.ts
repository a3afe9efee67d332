/** Which requests of a batch were hits, where a request is either that or a miss. */

export class BatchHits {
  /** By number in the batch: 1 for a hit, else 0. */
  readonly flags: Uint8Array;
  /** The numbers of the hits, ascending: the first `count` entries hold. */
  readonly numbers: Uint16Array;
  count = 0;

  /** For batches of at most so many requests, at most 65,536; no hits at first. */
  constructor(room: number) {
    this.flags = new Uint8Array(room);
    this.numbers = new Uint16Array(room);
  }
}
