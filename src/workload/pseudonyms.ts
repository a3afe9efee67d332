/** Names for dense integers as the archive has them: hexadecimal digits that say nothing. */

/** What is named: the same number has another name in each. */
export type NameSpace =
  | "layer"
  | "manifest"
  | "client"
  | "repository"
  | "namespace"
  | "host"
  | "upload"
  | "record";

const SPACES: readonly NameSpace[] = [
  "layer",
  "manifest",
  "client",
  "repository",
  "namespace",
  "host",
  "upload",
  "record",
];

/** Names numbers, under a salt that makes the names of two registries differ. */
export class Pseudonyms {
  readonly #salts: Readonly<Record<NameSpace, number>>;
  /** Four digits each: two of them are a name, in half the time that it takes to write a number. */
  readonly #digits = Array.from({ length: 1 << 16 }, (_, n) => n.toString(16).padStart(4, "0"));

  constructor(salt: string) {
    let hash = 0x811c9dc5;
    // FNV-1a.
    for (const char of salt) hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193);
    const salts = SPACES.map((space, i) => [space, mixed(hash + i)]);
    this.#salts = Object.fromEntries(salts) as Record<NameSpace, number>;
  }

  /** Eight digits, different for different numbers below 2^32. */
  of(space: NameSpace, number: number): string {
    const hash = mixed((number ^ this.#salts[space]) >>> 0);
    return this.#digits[hash >>> 16]! + this.#digits[hash & 0xffff]!;
  }
}

/**
 * A permutation of the 32-bit numbers that leaves no pattern: each step can be undone.
 *
 * Source: the finalizer of MurmurHash3 (A. Appleby).
 */
function mixed(number: number): number {
  let x = number >>> 0;
  x ^= x >>> 16;
  x = Math.imul(x, 0x85ebca6b);
  x ^= x >>> 13;
  x = Math.imul(x, 0xc2b2ae35);
  x ^= x >>> 16;
  return x >>> 0;
}
