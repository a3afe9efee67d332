import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { scratchInMemory } from "../testing/scratch.ts";
import type { Gathered, GatheredRows } from "./gathered.ts";
import { RequestMix } from "./request-mix.ts";
import type { Responses } from "./response-columns.ts";
import type { ResponseRows } from "./response-file.ts";
import { ResponseFile } from "./response-file.ts";
import { spillWorkload } from "./spilled-workload.ts";
import { type Rows, rowsOf } from "./trace-rows.ts";
import { buildWorkload, WorkloadBuilder } from "./workload-builder.ts";

/** Time in ms, duration, layer or none for a manifest, client, repository. */
const record = fc.tuple(
  fc.oneof(fc.nat(20), fc.nat(100_000)),
  fc.oneof(fc.constant(0), fc.double({ min: 0, max: 9, noNaN: true })),
  fc.option(fc.nat(9)),
  fc.nat(4),
  fc.nat(3),
);

function gathered(records: readonly (typeof record extends fc.Arbitrary<infer T> ? T : never)[]) {
  const builder = new WorkloadBuilder("blobs", new RequestMix());
  for (const [time, duration, layer, client, repository] of records) {
    builder.record({
      timestamp: 1_500_000_000_000 + time,
      duration,
      method: "GET",
      uri: `v2/r${repository}/${layer === null ? "manifests/m" : `blobs/l${layer}`}`,
      status: 200,
      written: 1 + (layer ?? 0),
      client: `c${client}`,
      host: `h${client % 2}`,
    });
  }
  return builder.gathered();
}

/** The same, with the responses in a file in pieces of so many. */
function inFile(all: Gathered, piece: number): GatheredRows {
  const rows = ({ ended, ...rest }: Responses): Rows<ResponseRows> => {
    const file = new ResponseFile(scratchInMemory());
    for (let from = 0; from < ended.length; from += piece) {
      const part = Object.entries({ ended, ...rest }).map(([name, column]) => [
        name,
        column.slice(from, from + piece),
      ]);
      file.append(Object.fromEntries(part));
    }
    return file;
  };
  return { ...all, requests: rows(all.requests), manifests: rows(all.manifests) };
}

test.prop(
  [
    fc
      .array(record, { minLength: 1, maxLength: 120 })
      .filter((all) => all.some(([, , layer]) => layer !== null)),
    fc.integer({ min: 1, max: 50 }),
    fc.integer({ min: 1, max: 60 }),
    fc.option(fc.integer({ min: 1, max: 100 }), { nil: undefined }),
  ],
  { numRuns: 500 },
)(
  "sorted in runs and merged, it is the workload that it is in memory, ties and all",
  (records, piece, rows, limit) => {
    const whole = buildWorkload(gathered(records), "test", limit);
    const scratch = { runs: scratchInMemory(), rows: scratchInMemory() };
    const names = { name: "test", objects: "blobs" } as const;
    const { trace, old } = spillWorkload(
      inFile(gathered(records), piece),
      names,
      96 * rows,
      scratch,
      limit,
    );
    expect(old).toEqual(whole.old);
    expect([trace.began, trace.census, trace.sizes]).toEqual([
      whole.began,
      whole.census,
      whole.workload.sizes,
    ]);
    const { requests, manifests } = rowsOf(whole.workload);
    const { rows: found } = trace;
    expect(found.requests.read(0, found.requests.count)).toEqual(requests.read(0, requests.count));
    expect(found.manifests.read(0, found.manifests.count)).toEqual(
      manifests.read(0, manifests.count),
    );
  },
);
