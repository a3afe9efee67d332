/** `full`: requests and events a second of a cell, with queues at the object store. */

import { type Cell, parsePolicy, parseScenario, preset, simulateWorkload } from "pullsim";
import { type Effort, figure, inRounds, type Stage } from "./stage.ts";
import { zipfWorkload } from "./zipf-workload.ts";

/** So many of a policy side by side: one is too quick to be told from the reference run. */
const CELLS = 2;

export const full: Stage = {
  name: "full",
  about: "M requests/s and M events/s of a cell at 1 GiB, ibm-2017 with 64 servers in the store",
  async run({ rounds, requests }: Effort) {
    const workload = zipfWorkload(Math.ceil(requests / 4));
    const { count } = workload.requests;
    const scenario = await parseScenario("ibm-2017", preset("ibm-2017"), [
      "objectStore.servers=64",
    ]);
    const policies = await Promise.all(["none", "lru", "r-cache"].map((name) => parsePolicy(name)));
    const replay = (which: readonly number[]): Cell[] =>
      simulateWorkload(workload, scenario, {
        // A copy each: the cells of a policy are told apart by it.
        policies: which.map((n) => ({ ...policies[n]! })),
        capacities: [2 ** 30],
        fidelity: "full",
        seed: 1,
      });
    const seconds = await inRounds(rounds, {
      none: () => replay([0]),
      lru: () => replay(new Array(CELLS).fill(1)),
      "r-cache": () => replay(new Array(CELLS).fill(2)),
    });
    const figures = (["lru", "r-cache"] as const).flatMap((name, n) => {
      const cell = seconds[name].map((all, round) => (all - seconds.none[round]!) / CELLS);
      const events = eventsOf(replay([n + 1])[0]!);
      return [
        figure(
          `${name}, requests of a cell`,
          "M/s",
          "more",
          cell.map((s) => count / s / 1e6),
        ),
        figure(
          `${name}, events of a cell`,
          "M/s",
          "more",
          cell.map((s) => events / s / 1e6),
        ),
      ];
    });
    const rate = seconds.none.map((s) => count / s / 1e6);
    return [...figures, figure("reference run and legs", "M/s", "more", rate)];
  },
};

/** An arrival is an event, and so is the end of each visit to a station or link. */
function eventsOf({ requests, stations }: Cell): number {
  return stations.reduce((sum, { arrivals }) => sum + arrivals, requests);
}
