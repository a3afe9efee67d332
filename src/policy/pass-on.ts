/** A policy in front of a policy: what it does not decide itself it passes on. */

import type { ObjectId } from "../request.ts";
import type { Policy } from "./policy.ts";

/** Passes every call on, and answers for what the policy leaves out; but who has no delay has none. */
export function passOn(policy: Policy): Policy & Required<Omit<Policy, "delay" | "timeless">> {
  return {
    ...(policy.delay && { delay: (object: ObjectId) => policy.delay!(object) }),
    hit: (object, now) => policy.hit(object, now),
    miss: (object, now) => policy.miss?.(object, now),
    fetched: (object, cost, now) => policy.fetched?.(object, cost, now),
    admits: (object, size, room, now) => policy.admits?.(object, size, room, now) ?? true,
    crowded: () => policy.crowded?.() ?? false,
    inserted: (object, size, now) => policy.inserted(object, size, now),
    victim: (now) => policy.victim(now),
    removed: (object, reason) => policy.removed(object, reason),
  };
}
