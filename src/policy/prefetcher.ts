/**
 * The contract of what is fetched before anybody asks for it: `prefetch+lru`. A policy says what is
 * kept, a prefetcher what else is to be brought. It knows what it has been told, and so nothing of the
 * future; whether an object is held or under way already is not for it to ask.
 */

import type { ObjectId, Requests } from "../request.ts";
import type { Seconds } from "../units.ts";
import type { PolicyParameter, Values } from "./policy.ts";

/** Names an object that is to be fetched. */
export type Want = (object: ObjectId) => void;

/** Times never decrease from one call to the next. */
export interface Prefetcher {
  /** How long an object stays that was fetched ahead and that nobody has asked for. */
  readonly retention: Seconds;
  /** A client asks for a manifest of a repository. */
  manifest(client: number, repository: number, now: Seconds, want: Want): void;
  /** The request of that index has been looked up; `missed` where memory did not have its object. */
  requested(request: number, missed: boolean, now: Seconds, want: Want): void;
}

/** What a prefetcher may know when it is made. */
export interface PrefetchSetting {
  /** To be read at the indices that it has been told of, and nowhere else. */
  readonly requests: Requests;
  /** Number of objects. */
  readonly objects: number;
  /** The image pull of each request; it depends on no later request. */
  readonly pulls: { readonly count: number; readonly of: Uint32Array };
}

/** An entry of the catalog. */
export interface PrefetcherDefinition<
  P extends Readonly<Record<string, PolicyParameter>> = Readonly<Record<string, PolicyParameter>>,
> {
  readonly name: string;
  /** One line: what it fetches. */
  readonly summary: string;
  readonly source: string;
  readonly parameters: P;
  /** As of a policy; what grows with the requests is not in it. */
  bytesPerObject(parameters: Values<P>): number;
  createPrefetcher(setting: PrefetchSetting, parameters: Values<P>): Prefetcher;
}

/** Gives `createPrefetcher` of a definition the types of the parameters that it declares. */
export function definePrefetcher<const P extends Readonly<Record<string, PolicyParameter>>>(
  definition: PrefetcherDefinition<P>,
): PrefetcherDefinition {
  return definition;
}
