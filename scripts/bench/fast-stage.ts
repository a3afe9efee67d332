/** `fast`: requests a second of a cell, by policy, beside the bare loop of that policy. */

import {
  parsePolicy,
  parseScenario,
  preset,
  readTrace,
  simulateWorkload,
  type Workload,
} from "pullsim";
import { lfu } from "./bare-frequencies.ts";
import { gdsf } from "./bare-heap.ts";
import { type BareLoop, clock, fifo, lru, sieve } from "./bare-lists.ts";
import { arc, s3Fifo } from "./bare-queues.ts";
import { type Effort, type Figure, figure, inRounds, type Stage } from "./stage.ts";
import { zipfWorkload } from "./zipf-workload.ts";

const CAPACITY = 2 ** 30;
/** So many of a policy side by side: one is too quick to be told from the reference run. */
const CELLS = 4;
const LOOPS: Readonly<Record<string, BareLoop>> = {
  lru,
  fifo,
  clock,
  sieve,
  lfu,
  gdsf,
  arc,
  "s3-fifo": s3Fifo,
};

export const fast: Stage = {
  name: "fast",
  about: "M requests/s of a cell at 1 GiB, without contention; the bare loop of its policy",
  async run({ rounds, requests: most, trace }: Effort) {
    const workload = trace
      ? (await readTrace(trace, { limit: most })).workload
      : zipfWorkload(most);
    const replay = await replayer(workload);
    const { object, count } = workload.requests;
    const figures: Figure[] = [];
    for (const [name, loop] of Object.entries(LOOPS)) {
      const policies = await Promise.all(Array.from({ length: CELLS }, () => parsePolicy(name)));
      let hits = 0;
      let bareHits = 0;
      const { reference, both, bare } = await inRounds(rounds, {
        reference: () => replay([]),
        both: () => {
          hits = replay(policies)[0]!.hits;
        },
        bare: () => {
          bareHits = loop(object, workload.sizes, CAPACITY);
        },
      });
      if (hits !== bareHits) throw new Error(`${name}: ${hits} hits, the bare loop ${bareHits}`);
      // What a further cell takes: the reference run and the sampled legs are shared by all.
      const cell = both.map((seconds, round) => (seconds - reference[round]!) / CELLS);
      const rate = (seconds: number): number => count / seconds / 1e6;
      figures.push(
        figure(`${name}, a cell`, "M/s", "more", cell.map(rate)),
        figure(`${name}, bare loop`, "M/s", "more", bare.map(rate)),
        figure(
          `${name}, cell ÷ bare loop`,
          "×",
          "more",
          bare.map((seconds, round) => seconds / cell[round]!),
        ),
      );
    }
    const { reference } = await inRounds(rounds, { reference: () => replay([]) });
    const rate = reference.map((seconds) => count / seconds / 1e6);
    return [...figures, figure("reference run and legs", "M/s", "more", rate)];
  },
};

/** Replays a workload in `fast` for policies at one capacity, or for the reference alone. */
async function replayer(workload: Workload) {
  const scenario = await parseScenario("ibm-2017", preset("ibm-2017"));
  const none = await parsePolicy("none");
  return (policies: readonly (typeof none)[]) =>
    simulateWorkload(workload, scenario, {
      policies: policies.length > 0 ? policies : [none],
      capacities: [CAPACITY],
      fidelity: "fast",
      seed: 1,
    });
}
