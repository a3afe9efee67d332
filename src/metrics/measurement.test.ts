import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { BatchHits } from "../batch-hits.ts";
import { FETCHED, HIT, ServedRequests, type Workload } from "../request.ts";
import { stretchOf } from "../streamed-workload.ts";
import { Measurement, type Yardstick } from "./measurement.ts";
import { ReferenceLatencies } from "./reference-latencies.ts";
import { Tariff } from "./tariff.ts";

const BATCH = 16;
const PULLS = 5;

/** A miss, a hit that may take longer, a size, a pull, a pause before it, and whether it is a hit. */
const request = fc.tuple(
  fc.double({ min: 1e-3, max: 9, noNaN: true }),
  fc.double({ min: 1e-3, max: 3, noNaN: true }),
  fc.integer({ min: 1, max: 1000 }),
  fc.nat(PULLS - 1),
  fc.double({ min: 0, max: 2, noNaN: true }),
  fc.boolean(),
);

test.prop([fc.array(request, { minLength: 1, maxLength: 100 }), fc.nat(40)])(
  "a batch told by its hits comes to what its requests come to one by one",
  (drawn, warmUp) => {
    const { workload, yardstick, of } = measured(drawn, warmUp);
    const { pulls } = yardstick;
    const { count, arrival } = workload.requests;
    const latency = new Float64Array(2 * BATCH);
    const tariff = new Tariff(pulls, latency);
    const byBatch = [new Measurement(yardstick), new Measurement(yardstick)] as const;
    const oneByOne = [new Measurement(yardstick), new Measurement(yardstick)] as const;
    for (let from = 0; from < count; from += BATCH) {
      const batch = drawn.slice(from, from + BATCH);
      for (const [i, [miss, hit]] of batch.entries()) latency.set([miss, hit], 2 * i);
      const to = from + batch.length;
      const requests = stretchOf(workload, from, to);
      const size = Float64Array.from(batch, ([, , bytes]) => bytes);
      tariff.derive({ from, to, requests, pull: of.subarray(from, to), size });
      yardstick.reference.setMissed(tariff);
      const hits = new BatchHits(BATCH);
      for (const [i, [, , , , , isHit]] of batch.entries()) {
        hits.flags[i] = Number(isHit);
        if (isHit) hits.numbers[hits.count++] = i;
      }
      byBatch[0].addReference(tariff, new BatchHits(BATCH));
      byBatch[1].addBatch(tariff, hits);
      for (const [i, [miss, hit, size, , , isHit]] of batch.entries()) {
        const taken = isHit ? hit : miss;
        const at = arrival[from + i]!;
        const pull = of[from + i]!;
        oneByOne[0].add(one(from + i, pull, FETCHED, size, miss, at + miss));
        oneByOne[1].add(one(from + i, pull, isHit ? HIT : FETCHED, size, taken, at + taken));
      }
    }
    for (const measurement of [...byBatch, ...oneByOne]) measurement.settle(count);
    expect(oneByOne[1].nextPull).toBe(pulls.next);
    const figures = byBatch[1].summary(byBatch[0]);
    for (const [name, value] of Object.entries(oneByOne[1].summary(oneByOne[0]))) {
      const close = figures[name as keyof typeof figures];
      if (Number.isNaN(value)) expect(close, name).toBeNaN();
      else expect(Math.abs(close - value), name).toBeLessThanOrEqual(1e-9 * (1 + Math.abs(value)));
    }
  },
);

function one(...figures: Parameters<ServedRequests["add"]>): ServedRequests {
  const served = new ServedRequests();
  served.add(...figures);
  return served;
}

function measured(
  drawn: readonly (readonly [number, number, number, number, number, boolean])[],
  warmUp: number,
): { workload: Workload; yardstick: Yardstick; of: Uint32Array } {
  const count = drawn.length;
  let now = 0;
  const arrival = Float64Array.from(drawn, ([, , , , pause]) => (now += pause));
  // Pulls are numbered by their first request.
  const numbers = [...new Set(drawn.map(([, , , pull]) => pull))];
  const of = Uint32Array.from(drawn, ([, , , pull]) => numbers.indexOf(pull));
  const first = Float64Array.from(numbers, (_, pull) => of.indexOf(pull));
  const last = Float64Array.from(numbers, (_, pull) => of.lastIndexOf(pull));
  const pulls = {
    ...{ capacity: 8, next: numbers.length, closed: numbers.length },
    ...{ first, last, begin: first.map((request) => arrival[request]!) },
  };
  const nobody = new Uint32Array(count);
  return {
    workload: {
      name: "drawn",
      sizes: Float64Array.from(drawn, ([, , size]) => size),
      requests: {
        count,
        arrival,
        object: Uint32Array.from(drawn, (_, i) => i),
        duration: new Float64Array(count),
        client: nobody,
        repository: nobody,
        host: nobody,
      },
    },
    yardstick: {
      warmUp: Math.min(warmUp, count),
      requests: count,
      pulls,
      reference: new ReferenceLatencies(),
    },
    of,
  };
}
