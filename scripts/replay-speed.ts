/**
 * How fast `fast` is beside a loop that does a policy's bookkeeping and nothing else, in one run: CPU
 * seconds, medians, on an oracle-general trace (24 bytes a request: time, id, size, next).
 *
 *     node dist/scripts/replay-speed.js trace.oracleGeneral.bin [requests] [policy…]
 */

import { readFileSync } from "node:fs";
import { cpus } from "node:os";
import { parsePolicy, parseScenario, preset, simulateWorkload, type Workload } from "pullsim";
import { BARE } from "./bare-loops.ts";

const ROUNDS = 3;
const CAPACITIES = [2 ** 30, 12 * 2 ** 30];
const [file, count = "10000000", ...names] = process.argv.slice(2);
if (!file) throw new Error("a trace is needed");
const workload = load(file, Number(count));
const { requests, sizes } = workload;
const scenario = await parseScenario("ibm-2017", preset("ibm-2017"));
const replay = async (names: string[], capacities = CAPACITIES) => {
  const policies = await Promise.all(names.map((name) => parsePolicy(name)));
  return cpuSeconds(() =>
    simulateWorkload(workload, scenario, { policies, capacities, fidelity: "fast", seed: 1 }),
  );
};

const policies = names.length > 0 ? names : "lru fifo sieve clock lfu gdsf arc s3-fifo".split(" ");
const references: number[] = [];
const replays = new Map(policies.map((name) => [name, [] as number[]]));
const loops = new Map(policies.map((name) => [name, [] as number[]]));
for (let round = 0; round < ROUNDS; round++) {
  references.push(await replay(["none"]));
  for (const name of policies) {
    const bare = BARE[name];
    if (bare) {
      const run = () => CAPACITIES.map((capacity) => bare(requests.object, sizes, capacity));
      loops.get(name)!.push(cpuSeconds(run));
    }
    replays.get(name)!.push(await replay([name]));
  }
}

console.log(`${cpus()[0]?.model}, Node ${process.version}, medians of ${ROUNDS}`);
const reference = median(references);
console.log(`reference run, once for all cells: ${rate(reference, 1)} M requests/s`);
for (const name of policies) {
  const cells = median(replays.get(name)!) - reference;
  const bare = loops.get(name)!.length > 0 ? median(loops.get(name)!) : Number.NaN;
  console.log(
    `${name}: ${rate(cells, CAPACITIES.length)} M requests/s a cell; bare loop ${rate(bare, CAPACITIES.length)}; ratio ${(bare / cells).toFixed(2)}`,
  );
}

function rate(seconds: number, cells: number): string {
  return ((requests.count * cells) / seconds / 1e6).toFixed(1);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!;
}

function cpuSeconds(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

/** The trace as a workload of one client: reading is measured elsewhere. */
function load(path: string, most: number): Workload {
  const bytes = readFileSync(path);
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
  const count = Math.min(most, words.length / 6);
  const arrival = new Float64Array(count);
  const object = new Uint32Array(count);
  const ids = new Map<number, number>();
  const sizes: number[] = [];
  for (let i = 0; i < count; i++) {
    const id = words[6 * i + 1]!;
    let dense = ids.get(id);
    if (dense === undefined) {
      dense = sizes.length;
      ids.set(id, dense);
      sizes.push(words[6 * i + 3]!);
    }
    arrival[i] = words[6 * i]!;
    object[i] = dense;
  }
  const zeros = new Uint32Array(count);
  return {
    name: path,
    requests: {
      count,
      arrival,
      object,
      duration: new Float64Array(count),
      client: zeros,
      repository: zeros,
      host: zeros,
    },
    sizes: Float64Array.from(sizes),
  };
}
