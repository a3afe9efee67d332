/** What the hot loops allocate, counted: garbage is time, and a count is the same on a busy machine. */

import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { PROJECT } from "./testing/pullsim.ts";

/** Bytes a request, by policy, of the compiled simulator. */
async function allocated(
  fidelity: "fast" | "full",
  ...policies: string[]
): Promise<Record<string, number>> {
  const program = join(PROJECT, "dist/testing/allocations.js");
  const { stdout } = await promisify(execFile)(process.execPath, [
    // What is compiled when, and so what is left, is the same on a busy machine.
    "--single-threaded",
    "--no-use-osr",
    program,
    fidelity,
    ...policies,
  ]);
  return JSON.parse(stdout);
}

test("fast: nothing at all where the policy is compiled into the cache's loop", async () => {
  const bytes = await allocated("fast", "lru", "fifo", "clock", "sieve", "slru", "s3-fifo", "2q");
  // A run has fixed costs of some kilobytes; one boxed number at each request would be 16 bytes.
  for (const [policy, each] of Object.entries(bytes)) expect(each, policy).toBeLessThan(2);
});

test("fast: a boxed number a request where its methods are called", async () => {
  const bytes = await allocated("fast", "lfu", "arc", "gdsf", "r-cache");
  for (const [policy, each] of Object.entries(bytes)) expect(each, policy).toBeLessThan(24);
});

test("full: boxed numbers only", async () => {
  const { none, lru } = await allocated("full", "none", "lru");
  expect(none).toBeLessThan(32);
  // The reference run, and three or four events a request.
  expect(lru).toBeLessThan(128);
});
