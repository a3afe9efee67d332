/** What a user writes (policies, sizes, scenarios, profiles) is understood, or refused in one line. */

import assert from "node:assert/strict";
import {
  admissions,
  PullsimError,
  parseBytes,
  parsePolicy,
  parseProfile,
  parseScenario,
  policies,
  prefetchers,
  preset,
  profiles,
  profileText,
  type Stream,
} from "pullsim";
import { textOf } from "./fuzz-inputs.ts";
import { pick } from "./fuzz-samples.ts";

const SIZES = ["500MB", "4GiB", "unlimited", "1e3 kB"];
const SCENARIOS = ["ibm-2017", "ibm-2017-client-bound", "paper-testbed", "recorded", "s3-today"];
const OVERRIDES = [
  "objectStore.latency=0.94 s + size / (2.28 MB/s)",
  "objectStore.latency=max(3 ms, sqrt(size / MB) * 2 ms) + 0.1 s",
  "registry.link=1 GB/s",
  "objectStore.servers=16",
  "registry.coalesce=false",
];

/** A policy with all its settings, behind an admission now and then. */
function policy(stream: Stream): string {
  const { name, parameters } = pick<(typeof policies)[number]>(stream, policies);
  const settings = Object.entries(parameters).map(([key, { default: value }]) => `${key}=${value}`);
  const before = pick<{ name: string }>(stream, [...admissions, ...prefetchers]).name;
  const spec = settings.length > 0 ? `${name}:${settings.join(",")}` : name;
  return stream() < 0.3 ? `${before}+${spec}` : spec;
}

export async function checkTexts(stream: Stream): Promise<void> {
  const override = textOf(stream, OVERRIDES);
  const attempts: (() => unknown)[] = [
    () => parsePolicy(textOf(stream, [policy(stream)])),
    () => parseBytes(textOf(stream, SIZES)),
    () => parseScenario("x", textOf(stream, [preset(pick<string>(stream, SCENARIOS))])),
    () => parseScenario("x", preset("ibm-2017"), [override]),
    () =>
      parseProfile("x", textOf(stream, [profileText(pick<string>(stream, Object.keys(profiles)))])),
  ];
  for (const attempt of attempts) {
    try {
      await attempt();
    } catch (error) {
      refused(error);
    }
  }
  assert.equal(Object.keys(Object.prototype).length, 0, "no prototype is polluted");
}

/** Throws what is not the one line in which something is refused. */
export function refused(error: unknown): void {
  if (!(error instanceof PullsimError)) throw error;
  assert.ok(!/[\p{Cc}]/u.test(error.message), `one plain line: ${JSON.stringify(error.message)}`);
  assert.ok(error.message.length < 3000, "a line of bounded length");
}
