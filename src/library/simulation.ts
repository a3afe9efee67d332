/** A simulation that does not hold up whoever asked for it: told of as it goes, to be stopped at any moment. */

import type { PolicySpec } from "../policy/catalog.ts";
import type { OwnPolicy } from "../policy/own-policy.ts";
import type { Fidelity } from "../replication.ts";
import { type ResultDocument, SCHEMA, summaryOf } from "../report/document.ts";
import type { Scenario } from "../scenario.ts";
import { type SimulateOptions, simulateInSteps } from "../simulate.ts";
import type { Progress } from "../steps.ts";
import { type Bytes, parseBytes, type Ratio, type Seconds } from "../units.ts";
import { VERSION } from "../version.ts";
import { policyNamed, scenarioNamed } from "./by-name.ts";
import type { Trace } from "./read-trace.ts";

/** What is replayed, and how. Whatever is left out is as on the command line. */
export interface SimulationOptions {
  /** As `--policy` takes them, or definitions of one's own. Default: none, lru, r-cache. */
  readonly policies?: readonly (string | OwnPolicy | PolicySpec)[];
  /** Bytes, or text with a unit: "4 GiB". Default: those of the R-cache paper, 50 MB to 12 GB. */
  readonly capacities?: readonly (Bytes | string)[];
  /** A preset's name, or a scenario that parseScenario has read. Default: ibm-2017. */
  readonly scenario?: string | Scenario;
  /** Default: full. */
  readonly fidelity?: Fidelity;
  /** Default: 1. */
  readonly seed?: number;
  /** Runs, with the seeds from `seed` on; default 1. */
  readonly replications?: number;
  /** Share of the requests that is simulated and not measured; default 0. */
  readonly warmUp?: Ratio;
  /** The same as a time, in seconds since the first request; the longer of the two holds. */
  readonly warmUpSeconds?: Seconds;
  /** Share of the objects that is replayed instead of all; needs fidelity fast. */
  readonly sample?: Ratio;
  /** Default: open. */
  readonly replay?: "open" | "closed";
  /** Stops the simulation: its result is rejected with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** The paper's capacities, in bytes. */
const CAPACITIES: readonly Bytes[] = [5e7, 1e8, 2e8, 5e8, 1e9, 2e9, 4e9, 8e9, 12e9];
/** The thread is held for so long at a time. */
const SLICE_MS = 25;

/**
 * Replays a trace against every policy at every capacity. It begins at once and gives way to others
 * every few hundredths of a second.
 */
export function simulate(trace: Trace, options: SimulationOptions = {}): Simulation {
  return new Simulation(trace, options);
}

/** What {@link simulate} gives. To iterate over it is to be told how far it is, until it ends. */
export class Simulation implements AsyncIterable<Progress> {
  /**
   * The result document. Rejected with a UsageError or ScenarioError for options that do not fit,
   * and with the signal's reason when it is stopped.
   */
  readonly result: Promise<ResultDocument>;
  #progress: Progress = { done: 0, total: 0 };
  #tell = (): void => {};
  #told = this.#next();

  constructor(trace: Trace, options: SimulationOptions) {
    this.result = this.#run(trace, options);
    // Whoever only iterates hears of a failure there.
    this.result.catch(() => {});
  }

  /** How far it is, whenever that has changed; throws whatever `result` is rejected with. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Progress, void> {
    const ended = this.result.then(() => true);
    for (;;) {
      if (await Promise.race([ended, this.#told])) break;
      yield this.#progress;
    }
    yield this.#progress;
  }

  #next(): Promise<false> {
    return new Promise((resolve) => {
      this.#tell = () => resolve(false);
    });
  }

  async #run({ workload, census }: Trace, options: SimulationOptions): Promise<ResultDocument> {
    const { fidelity = "full", seed = 1, replications = 1, replay = "open", signal } = options;
    const { warmUp = 0, warmUpSeconds = 0, sample } = options;
    const policies = await Promise.all(
      (options.policies ?? ["none", "lru", "r-cache"]).map(policyNamed),
    );
    const capacities = await Promise.all(
      (options.capacities ?? CAPACITIES).map((capacity) =>
        typeof capacity === "number" ? capacity : parseBytes(capacity),
      ),
    );
    const scenario = await scenarioNamed(options.scenario ?? "ibm-2017");
    const how = {
      ...{ fidelity, replay, replications, seed, warmUp, warmUpSeconds },
      ...(sample !== undefined && { sample }),
    };
    const setting: SimulateOptions = { policies, capacities, ...how };
    const simulating = simulateInSteps(workload, scenario, setting);
    for (let until = 0; ; ) {
      signal?.throwIfAborted();
      const step = simulating.next();
      if (step.done) {
        const trace = summaryOf(workload, census);
        return { schema: SCHEMA, version: VERSION, ...how, trace, scenario, cells: step.value };
      }
      if (performance.now() < until) continue;
      this.#progress = step.value;
      const tell = this.#tell;
      this.#told = this.#next();
      tell();
      await new Promise((resolve) => setTimeout(resolve));
      until = performance.now() + SLICE_MS;
    }
  }
}
