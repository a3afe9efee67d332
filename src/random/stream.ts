/** Random numbers, seeded and named: one stream a purpose, so that no draw moves another's. */

import seedrandom from "seedrandom";

/** Uniform on [0, 1), 32 random bits a draw. */
export type Stream = () => number;

/** The stream of that name under that seed: the same numbers on every machine. */
export function stream(seed: number, name: string): Stream {
  return seedrandom.alea(`${seed}:${name}`);
}
