// Long work: told how far it is, and stopped when it has taken long enough.
import { readTrace, simulate } from "pullsim";

const stop = new AbortController();
const trace = await readTrace("profile:dal09", { days: 1, signal: stop.signal });
const simulation = simulate(trace, { policies: ["lru", "lfu", "arc"], signal: stop.signal });
try {
  for await (const { done, total } of simulation) {
    if (done > total / 20) stop.abort(new Error("a twentieth is enough"));
  }
} catch (error) {
  console.log(`stopped: ${error.message}`);
}

//> stopped: a twentieth is enough
