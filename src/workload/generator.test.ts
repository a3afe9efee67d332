/** What a generated trace is made of: sessions, in the order in which the generator makes them. */

import { beforeAll, expect, test } from "vitest";
import { Generator } from "./generator.ts";
import { parseProfile, profileText } from "./profile.ts";
import type { RecordKind } from "./record-kinds.ts";

interface Made {
  kind: RecordKind;
  start: number;
  ended: number;
  client: number;
  repository: number;
  object: number;
  size: number;
}

const profile = parseProfile("dal09", profileText("dal09"));
const made: Made[] = [];

beforeAll(() => {
  const generator = new Generator(profile, 1, {
    record(kind, ended, duration, client, repository, _host, object, size) {
      const end = ended / 1000;
      made.push({ kind, start: end - duration, ended: end, client, repository, object, size });
    },
  });
  for (let hour = 0; hour < 6; hour++) generator.hour();
});

/** Maximal runs of records of which each but the first follows the one before. */
function runs(follows: (record: Made, before: Made) => boolean): Made[][] {
  const found: Made[][] = [];
  for (const record of made) {
    const run = found.at(-1);
    if (run && follows(record, run.at(-1)!)) run.push(record);
    else found.push([record]);
  }
  return found;
}

const together = (one: Made, other: Made): boolean =>
  one.client === other.client && one.repository === other.repository;
/** Ends are in whole milliseconds. */
const isAfter = (record: Made, other: Made): boolean => record.start > other.ended - 0.001;

test("a pull is a manifest, then HEADs, then blobs, of one client in one repository", () => {
  const pulls = runs(
    (record, before) =>
      (record.kind === "blob" && ["manifest", "head", "blob"].includes(before.kind)) ||
      (record.kind === "head" && ["manifest", "head"].includes(before.kind)),
  ).filter((run) => run.some(({ kind }) => kind === "blob"));
  expect(pulls.length).toBeGreaterThan(1000);
  const strange = pulls.filter(([manifest, ...rest]) => {
    const blobs = rest.filter(({ kind }) => kind === "blob").map(({ object }) => object);
    return !(
      manifest!.kind === "manifest" &&
      rest.every((record) => together(record, manifest!) && isAfter(record, manifest!)) &&
      new Set(blobs).size === blobs.length &&
      rest.every(({ object }) => blobs.includes(object))
    );
  });
  expect(strange).toEqual([]);
});

test("polls fetch nothing, and are most of the manifest GETs", () => {
  const after = made.filter(({ kind }, i) => {
    const next = made[i + 1]?.kind;
    return kind === "manifest" && next !== "blob" && next !== "head";
  });
  const manifests = made.filter(({ kind }) => kind === "manifest");
  expect(after.length / manifests.length).toBeGreaterThan(0.7);
  expect(after.length / manifests.length).toBeLessThan(0.8);
  // A few repositories are polled most of the time.
  const counts = new Map<number, number>();
  for (const { repository } of after) counts.set(repository, (counts.get(repository) ?? 0) + 1);
  const top = [...counts.values()].sort((a, b) => b - a).slice(0, 10);
  const share = top.reduce((sum, n) => sum + n, 0) / after.length;
  expect(share).toBeGreaterThan(0.4);
});

test("a push is POST, PATCH and PUT one after the other, and the manifest at the end", () => {
  const isPush = ({ kind }: Made): boolean => kind.startsWith("upload") || kind === "manifest-push";
  const pushes = runs(
    (record, before) => isPush(record) && isPush(before) && before.kind !== "manifest-push",
  ).filter(([first]) => isPush(first!));
  expect(pushes.length).toBeGreaterThan(100);
  const strange = pushes.filter((run) => {
    const kinds = run.map(({ kind }) => kind);
    const begun = kinds.findLastIndex((kind) => /^upload-(start|mount|redirect)/.test(kind));
    return !(
      kinds.at(-1) === "manifest-push" &&
      run.every(
        (record, i) => i === 0 || (together(record, run[0]!) && isAfter(record, run[i - 1]!)),
      ) &&
      run.every(
        ({ kind, object }, i) =>
          kind !== "upload-data" ||
          (i > begun && kinds[i + 1] === "upload-end" && run[i + 1]!.object === object),
      )
    );
  });
  expect(strange).toEqual([]);
});

test("what is pushed is pulled, half a minute later on average", () => {
  const sessions = made.filter(({ kind }) => kind !== "ping");
  const delays = sessions.flatMap((push, i) => {
    const pull = sessions[i + 1];
    const pulled = push.kind === "manifest-push" && pull?.kind === "manifest";
    const same = pull?.object === push.object && pull.repository === push.repository;
    return pulled && same ? [pull.start - push.ended] : [];
  });
  const pushes = made.filter(({ kind }) => kind === "manifest-push").length;
  expect(delays.length / pushes).toBeGreaterThan(0.15);
  expect(Math.min(...delays)).toBeGreaterThan(-0.001);
  const mean = delays.reduce((sum, delay) => sum + delay, 0) / delays.length;
  expect(Math.abs(mean / profile.pushes.delay - 1)).toBeLessThan(0.3);
});

test("manifests have the sizes that were observed", () => {
  const sizes = made.filter(({ kind }) => kind === "manifest").map(({ size }) => size);
  expect(Math.min(...sizes)).toBeGreaterThan(430);
  expect(Math.max(...sizes)).toBeLessThan(40_000);
  const [low, high] = [0.1, 0.9].map(
    (share) => sizes.sort((a, b) => a - b)[Math.floor(share * sizes.length)]!,
  );
  // Seven records: 502 to 12,285 bytes.
  expect(low).toBeLessThan(1_000);
  expect(high).toBeGreaterThan(1_000);
});

test("the empty layer is among the hottest, and size says nothing of popularity", () => {
  const counts = new Map<number, { count: number; size: number }>();
  for (const { kind, object, size, repository } of made) {
    if (kind !== "blob" || repository < profile.monitor.images.length) continue;
    const of = counts.get(object) ?? { count: 0, size };
    of.count++;
    counts.set(object, of);
  }
  const ranked = [...counts.values()].sort((a, b) => b.count - a.count);
  expect(ranked.findIndex(({ size }) => size === 32)).toBeLessThan(22);
  const points = ranked
    .filter(({ size }) => size > 32)
    .map(({ count, size }) => [Math.log(count), Math.log(size)] as const);
  expect(Math.abs(correlation(points))).toBeLessThan(0.1);
});

test("some clients are much busier than others", () => {
  const counts = new Map<number, number>();
  for (const { kind, client } of made) {
    if (kind === "blob") counts.set(client, (counts.get(client) ?? 0) + 1);
  }
  const ranked = [...counts.values()].sort((a, b) => b - a);
  const all = ranked.reduce((sum, count) => sum + count, 0);
  const half = ranked.slice(Math.floor(ranked.length / 2)).reduce((sum, count) => sum + count, 0);
  expect(ranked.slice(0, 10).reduce((sum, count) => sum + count, 0) / all).toBeGreaterThan(0.3);
  expect(half / all).toBeLessThan(0.2);
});

function correlation(points: readonly (readonly [number, number])[]): number {
  const mean = (k: 0 | 1): number => points.reduce((sum, p) => sum + p[k], 0) / points.length;
  const [x, y] = [mean(0), mean(1)];
  const sum = (of: (p: readonly [number, number]) => number): number =>
    points.reduce((total, p) => total + of(p), 0);
  return (
    sum((p) => (p[0] - x) * (p[1] - y)) /
    Math.sqrt(sum((p) => (p[0] - x) ** 2) * sum((p) => (p[1] - y) ** 2))
  );
}
