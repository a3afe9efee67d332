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
 * first.
 */
export function imagesOf({ count, object, repository }: Requests, objects: number): Images {
  const of = new Uint32Array(objects);
  let images = 0;
  for (let i = count - 1; i >= 0; i--) {
    of[object[i]!] = repository[i]!;
    images = Math.max(images, repository[i]! + 1);
  }
  return { of, count: images };
}
