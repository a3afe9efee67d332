/** A policy in front of a policy: what it does not decide itself it passes on. */

import type { Policy } from "./policy.ts";

/** Passes every call on, and answers for what the policy leaves out. */
export function passOn(policy: Policy): Required<Policy> {
  return {
    hit: (object, now) => policy.hit(object, now),
    miss: (object, now) => policy.miss?.(object, now),
    fetched: (object, cost, now) => policy.fetched?.(object, cost, now),
    admits: (object, size, room, now) => policy.admits?.(object, size, room, now) ?? true,
    crowded: () => policy.crowded?.() ?? false,
    inserted: (object, size, now) => policy.inserted(object, size, now),
    victim: (now) => policy.victim(now),
    delay: (object) => policy.delay?.(object) ?? 0,
    removed: (object, reason) => policy.removed(object, reason),
  };
}
