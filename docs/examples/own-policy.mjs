// A policy of one's own: evicts whatever was asked for least often, and of those the largest.
import { readTrace, simulate } from "pullsim";

const rarest = {
  name: "rarest-largest",
  create({ sizes }) {
    const uses = new Map();
    return {
      hit: (object) => uses.set(object, uses.get(object) + 1),
      inserted: (object) => uses.set(object, 1),
      victim() {
        const worse = (a, b) => uses.get(a) - uses.get(b) || sizes[b] - sizes[a];
        return [...uses.keys()].reduce((worst, object) =>
          worse(object, worst) < 0 ? object : worst,
        );
      },
      removed: (object) => uses.delete(object),
    };
  },
};

const trace = await readTrace("profile:dev-mon01", { requests: 2000 });
const policies = ["lru", "gdsf", rarest];
const { cells } = await simulate(trace, { policies, capacities: ["500 MB"], fidelity: "fast" })
  .result;
for (const { policy, hits } of cells) console.log(`${policy}: ${hits} hits`);

//> lru: 198 hits
//> gdsf: 765 hits
//> rarest-largest: 600 hits
