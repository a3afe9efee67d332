/**
 * Admission in front of any policy: `second-hit+lru`. A policy evicts; an admission says whether what
 * has arrived is kept at all. The policy is asked, too, and learns of no arrival that was turned away.
 */

import type { ObjectId } from "../request.ts";
import type { Bytes, Seconds } from "../units.ts";
import { passOn } from "./pass-on.ts";
import type { Policy, PolicyParameter, PolicySetting, Values } from "./policy.ts";

/** Decides what is kept, not what goes. */
export interface Admission {
  /** The object was asked for, resident or not. */
  requested(object: ObjectId, now: Seconds): void;
  /** Its bytes have arrived: keep it? */
  admits(object: ObjectId, size: Bytes, now: Seconds): boolean;
}

/** An entry of the catalog. */
export interface AdmissionDefinition<
  P extends Readonly<Record<string, PolicyParameter>> = Readonly<Record<string, PolicyParameter>>,
> {
  readonly name: string;
  /** One line: what it lets in. */
  readonly summary: string;
  readonly source: string;
  readonly parameters: P;
  /** As of a policy. */
  bytesPerObject(parameters: Values<P>): number;
  create(setting: PolicySetting, parameters: Values<P>): Admission;
}

/** Gives `create` of a definition the types of the parameters that the definition declares. */
export function defineAdmission<const P extends Readonly<Record<string, PolicyParameter>>>(
  definition: AdmissionDefinition<P>,
): AdmissionDefinition {
  return definition;
}

/** The policy behind the admission. */
export function behind(admission: Admission, policy: Policy): Policy {
  return {
    ...passOn(policy),
    hit(object, now) {
      admission.requested(object, now);
      policy.hit(object, now);
    },
    miss(object, now) {
      admission.requested(object, now);
      policy.miss?.(object, now);
    },
    admits: (object, size, room, now) =>
      admission.admits(object, size, now) && (policy.admits?.(object, size, room, now) ?? true),
  };
}
