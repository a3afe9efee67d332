/** How large a profile's workload is, before it is made. */

import type { Bytes } from "../units.ts";
import type { Room } from "./arrival-columns.ts";
import type { Profile } from "./profile.ts";
import type { Objects } from "./select.ts";
import type { Slice } from "./slice.ts";
import { bytesOf } from "./trace-rows.ts";

/** Which requests of a slice. */
interface Asked {
  readonly objects: Objects;
  readonly limit?: number | undefined;
}

/** About what the columns of a profile's slice take in memory. */
export function bytesOfProfile(
  profile: Profile,
  { scale, days, requests: blobs, objects, limit }: Slice & Asked,
): Bytes {
  const time = scale ?? (days === undefined ? 1 : days / profile.days);
  const share = Math.min(1, blobs === undefined ? time : blobs / profile.blobGets);
  const { requests, manifests } = expected(profile, objects, share);
  return bytesOf(Math.min(requests, limit ?? requests), manifests);
}

/** How many there are in a share of a profile's time, if all hours are alike. */
export function expected(
  { blobGets, manifestGets }: Profile,
  objects: Objects,
  share: number,
): Room {
  const wanted = { blobs: blobGets, manifests: manifestGets, all: blobGets + manifestGets };
  return { requests: wanted[objects] * share, manifests: manifestGets * share };
}
