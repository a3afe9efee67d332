/**
 * The cache's code in a copy for each policy. An engine compiles a function for the types that it has
 * met there: code that has served several policies calls every one of them slowly, while a copy that
 * serves one has that policy's methods compiled into its loop. A module is evaluated once for each
 * query after its name, so that is how a copy is made. docs/performance.md has the figures.
 */

import { Cache } from "./cache.ts";

/**
 * The copy for the policy of that name, which is the same for each of its caches; the one that all
 * others share where the code has been put into one file, so that there is no such module.
 */
export async function ownCache(policy: string): Promise<typeof Cache> {
  const [kind] = /\.\w+$/.exec(new URL(import.meta.url).pathname)!;
  const copy = new URL(`./cache${kind}?${encodeURIComponent(policy)}`, import.meta.url);
  try {
    return ((await import(copy.href)) as { Cache: typeof Cache }).Cache;
  } catch {
    return Cache;
  }
}
