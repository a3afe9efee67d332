/** LRU at eight capacities in one pass, beside a single capacity; a sample beside the whole. */

import { parsePolicy, parseScenario, preset, simulateWorkload } from "pullsim";
import { type Effort, figure, inRounds, ratios, type Stage } from "./stage.ts";
import { zipfWorkload } from "./zipf-workload.ts";

/** Those of other simulators' measurements. */
const CAPACITIES = [50, 200, 500, 1024, 2048, 4096, 8192, 12_288].map((mib) => mib * 2 ** 20);

export const curve: Stage = {
  name: "curve",
  about: "lru at 8 capacities in one pass ÷ at one; a sample of 1 % of the objects ÷ the whole",
  async run({ rounds, requests }: Effort) {
    const workload = zipfWorkload(requests);
    const scenario = await parseScenario("ibm-2017", preset("ibm-2017"));
    const policies = [await parsePolicy("lru")];
    const gdsf = [await parsePolicy("gdsf")];
    const base = { policies, fidelity: "fast", seed: 1 } as const;
    const replay = (options: object) => () =>
      simulateWorkload(workload, scenario, { ...base, capacities: CAPACITIES, ...options });
    const seconds = await inRounds(rounds, {
      single: replay({ capacities: [CAPACITIES[3]!] }),
      curve: replay({}),
      whole: replay({ policies: gdsf }),
      sample: replay({ policies: gdsf, sample: 0.01 }),
    });
    return [
      figure("lru, one capacity", "s", "less", seconds.single),
      figure("lru, 8 capacities", "s", "less", seconds.curve),
      figure("8 capacities ÷ one", "×", "less", ratios(seconds.curve, seconds.single)),
      figure("gdsf, 8 capacities", "s", "less", seconds.whole),
      figure("the same, --sample 0.01", "s", "less", seconds.sample),
      figure("sample ÷ whole", "×", "less", ratios(seconds.sample, seconds.whole)),
    ];
  },
};
