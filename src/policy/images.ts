/** Which image an object belongs to, as far as the requests say. */

import type { Requests } from "../request.ts";

/** Made once for a workload and shared by all that need it. */
export interface Images {
  /** By object: its image, a dense integer from 0. */
  readonly of: Uint32Array;
  /** Number of images. */
  readonly count: number;
}

/**
 * Takes a repository for an image: requests say in which repository a blob was asked for, and not
 * which manifests name it. A blob that several repositories share belongs to the one that asked for it
 * first. The requests come in stretches, in order.
 */
export function imagesOf(stretches: Iterable<Requests>, objects: number): Images {
  const of = new Uint32Array(objects);
  const known = new Uint8Array(objects);
  let images = 0;
  for (const { count, object, repository } of stretches) {
    for (let i = 0; i < count; i++) {
      images = Math.max(images, repository[i]! + 1);
      if (known[object[i]!] === 1) continue;
      known[object[i]!] = 1;
      of[object[i]!] = repository[i]!;
    }
  }
  return { of, count: images };
}
