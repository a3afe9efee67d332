/** Bytes of memory: of a workload by request, and of a policy's cache by object. */

import { type PolicySpec, parsePolicy, parseScenario, preset, simulateWorkload } from "pullsim";
import { type Effort, figure, type Stage } from "./stage.ts";
import { zipfWorkload } from "./zipf-workload.ts";

const POLICIES = ["lru", "gdsf", "arc", "s3-fifo", "r-cache", "w-tinylfu"];

export const memory: Stage = {
  name: "memory",
  about: "bytes of a request in columns, and of an object in a cache as each policy declares it",
  async run({ rounds, requests }: Effort) {
    const workload = zipfWorkload(Math.ceil(requests / 4));
    const { count, ...columns } = workload.requests;
    const bytes = Object.values(columns).reduce((sum, column) => sum + column!.byteLength, 0);
    const specs = await Promise.all(POLICIES.map((name) => parsePolicy(name)));
    const scenario = await parseScenario("ibm-2017", preset("ibm-2017"));
    const peak = Array.from({ length: rounds }, () => {
      const before = process.memoryUsage().arrayBuffers;
      let greatest = before;
      simulateWorkload(workload, scenario, {
        policies: specs,
        capacities: [2 ** 30],
        fidelity: "fast",
        seed: 1,
        progress: () => {
          greatest = Math.max(greatest, process.memoryUsage().arrayBuffers);
        },
      });
      return (greatest - before) / workload.sizes.length;
    });
    return [
      figure("columns of a workload, a request", "B", "less", [bytes / count]),
      figure("a replay of 6 cells at its most, an object", "B", "less", peak),
      ...specs.map((spec) => figure(`${spec.text}, an object`, "B", "less", [declared(spec)])),
    ];
  },
};

function declared({ definition, parameters }: PolicySpec): number {
  return definition.bytesPerObject(parameters as never);
}
