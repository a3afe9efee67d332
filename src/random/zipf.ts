/** Ranks with Zipf weights, drawn in constant time. */

import type { Stream } from "./stream.ts";

/**
 * Draws ranks 0 to `ranks` − 1, rank r with a weight of (r + 1)^−exponent, from an alias table.
 *
 * Source: M. D. Vose, A linear algorithm for generating random numbers with a given distribution,
 * IEEE Transactions on Software Engineering 17(9), 1991.
 */
export function zipf(ranks: number, exponent: number, draws: Stream): () => number {
  const weights = Float64Array.from({ length: ranks }, (_, rank) => (rank + 1) ** -exponent);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const keep = weights.map((weight) => (weight * ranks) / total);
  const alias = new Uint32Array(ranks);
  const small: number[] = [];
  const large: number[] = [];
  for (let rank = 0; rank < ranks; rank++) (keep[rank]! < 1 ? small : large).push(rank);
  while (small.length > 0 && large.length > 0) {
    const poor = small.pop()!;
    const rich = large.at(-1)!;
    alias[poor] = rich;
    keep[rich] = keep[rich]! + keep[poor]! - 1;
    if (keep[rich]! < 1) small.push(large.pop()!);
  }
  // What is left differs from 1 by rounding alone.
  for (const rank of [...small, ...large]) keep[rank] = 1;
  return () => {
    const place = draws() * ranks;
    const rank = Math.floor(place);
    return draws() < keep[rank]! ? rank : alias[rank]!;
  };
}
