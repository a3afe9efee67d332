/** Memory of a replay that streams its requests: counted, and the same however many there are. */

import { expect, test } from "vitest";
import { parsePolicy } from "./policy/catalog.ts";
import { PRESETS } from "./presets/catalog.ts";
import type { Requests } from "./request.ts";
import { parseScenario } from "./scenario.ts";
import { simulate } from "./simulate.ts";
import type { StreamedWorkload } from "./streamed-workload.ts";
import { collectGarbage } from "./testing/collect-garbage.ts";
import { blankRequests } from "./workload/file-rows.ts";

const OBJECTS = 5000;

/** Requests that are made when they are read: clients come and go, a pull has three. */
function madeUp(count: number): StreamedWorkload {
  return {
    name: "made up",
    sizes: Float64Array.from({ length: OBJECTS }, (_, i) => 1e4 + ((i * 7919) % 1e6)),
    requests: {
      count,
      span: (count - 1) / 4,
      hasDurations: true,
      arrivalOf: (i) => i / 4,
      read(from, to, spare) {
        const into: Requests =
          spare?.count === to - from ? spare : (blankRequests(to - from) as Requests);
        for (let i = from; i < to; i++) {
          into.arrival[i - from] = i / 4;
          into.duration[i - from] = 1;
          into.object[i - from] = Math.floor(OBJECTS ** (((i * 2_654_435_761) >>> 0) / 2 ** 32));
          into.client[i - from] = i / 3;
          into.repository[i - from] = i % 89;
          into.host[i - from] = i % 2;
        }
        return into;
      },
    },
  };
}

test.each(["fast", "full"] as const)(
  "%s: five times as many requests take no more",
  async (fidelity) => {
    const scenario = await parseScenario("ibm-2017", PRESETS["ibm-2017"]!, [
      "objectStore.servers=64",
    ]);
    const policies = await Promise.all(["lru", "r-cache", "gdsf"].map(parsePolicy));
    const heldAtEnd = (count: number): number => {
      let held = 0;
      simulate(madeUp(count), scenario, {
        ...{ policies, capacities: [1e8], fidelity, seed: 1 },
        progress(done, total) {
          if (done === total) held = collectGarbage() + process.memoryUsage().heapUsed;
        },
      });
      return held;
    };
    // What is compiled is in memory, too.
    heldAtEnd(200_000);
    const once = heldAtEnd(200_000);
    const longer = heldAtEnd(1_000_000) - once;
    // A column of a byte a request would be 800,000; tables that are doubled now and then are less.
    expect(longer).toBeLessThan(400_000);
  },
);
