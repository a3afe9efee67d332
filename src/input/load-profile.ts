/** From `profile:<name or file>`, or the name or file alone, to a registry profile. */

import { ProfileError, UsageError } from "../errors.ts";
import { PROFILES } from "../profiles/catalog.ts";
import { type Profile, parseProfile, profileText } from "../workload/profile.ts";
import { isFileName, readNamed } from "./read-named.ts";

/** What stands before the name of a profile where a trace is expected. */
export const PROFILE_PREFIX = "profile:";

/**
 * The one of the paths that is a profile; undefined where none is.
 * @throws {UsageError} `PROFILE` for one among other traces or with a format.
 */
export function soleProfile(
  paths: readonly string[],
  { format }: { readonly format?: string | undefined },
): string | undefined {
  const profile = paths.find((path) => path.startsWith(PROFILE_PREFIX));
  if (profile !== undefined && (paths.length > 1 || format !== undefined)) {
    const what = format === undefined ? "stands alone" : "has no --format";
    throw new UsageError("PROFILE", `${profile} ${what}: it is a whole registry`);
  }
  return profile;
}

/**
 * The profile of that name, or the file: whatever has a dot or a slash in it and is no profile.
 * @throws {ProfileError} `PROFILE` when the file cannot be read, and as parseProfile does.
 */
export function loadProfile(name: string): Profile {
  if (Object.hasOwn(PROFILES, name) || !isFileName(name)) {
    return parseProfile(name, profileText(name));
  }
  const text = readNamed(name, (problem, cause) => {
    throw new ProfileError("PROFILE", `profile ${name}: ${problem}`, { cause });
  });
  return parseProfile(name.replace(/^.*[/\\]|\.ya?ml$/g, ""), text);
}
