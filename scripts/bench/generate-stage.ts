/** A profile's workload, made without a file. */

import { generateWorkload, parseProfile, profiles } from "pullsim";
import { type Effort, figure, inRounds, type Stage } from "./stage.ts";

/** Blob GETs of Dallas in a day. */
const PER_DAY = 99_135;

export const generate: Stage = {
  name: "generate",
  about:
    "M requests/s of a generated registry: its blob GETs, of which each comes with two other records",
  async run({ rounds, requests }: Effort) {
    const profile = parseProfile("dal09", profiles.dal09!);
    let count = 0;
    const { made } = await inRounds(rounds, {
      made: () => {
        const slice = { seed: 1, objects: "blobs", days: requests / PER_DAY } as const;
        count = generateWorkload(profile, slice).workload.requests.count;
      },
    });
    return [
      figure(
        "dal09",
        "M/s",
        "more",
        made.map((seconds) => count / seconds / 1e6),
      ),
    ];
  },
};
