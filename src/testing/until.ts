/** Waiting for what another process does. */

import { setTimeout as sleep } from "node:timers/promises";

/** Asks every few milliseconds until it is so. @throws {Error} after that many seconds. */
export async function until(what: string, so: () => boolean, seconds = 30): Promise<void> {
  const end = Date.now() + 1000 * seconds;
  while (!so()) {
    if (Date.now() > end) throw new Error(`waited ${seconds} s for ${what}`);
    await sleep(20);
  }
}

/** A port of the loopback that nobody listens on. */
export function freePort(): number {
  return 20_000 + ((process.pid * 7 + Math.floor(performance.now())) % 20_000);
}
