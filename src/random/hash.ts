/** Hashes of small integers: the same everywhere, and as good as random to whoever does not look. */

/** The finalizer of MurmurHash3, 32 bits in and out. */
function mix(bits: number): number {
  let h = bits >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** The hash of two integers, 32 bits. */
export function hashOf(a: number, b: number): number {
  return mix(mix(a + 1) ^ mix(b + 0x9e3779b9));
}
