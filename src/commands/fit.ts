/** `pullsim fit`: a latency model out of a trace's recorded durations, as a scenario file. */

import { Command, Option } from "@commander-js/extra-typings";
import { TraceError } from "../errors.ts";
import { loadWorkload } from "../input/load-workload.ts";
import { ksDistance } from "../metrics/goodness.ts";
import { type FitReport, fitTable, type Goodness } from "../report/fit-report.ts";
import type { Workload } from "../request.ts";
import { hasDurations } from "../streamed-workload.ts";
import { fitLatency } from "../topology/fit-latency.ts";
import { fittedScenario } from "../topology/fitted-scenario.ts";
import { type LatencySpec, latenciesOf } from "../topology/latency.ts";
import { interpolate } from "../topology/latency-models.ts";
import { VERSION } from "../version.ts";
import { positive, wholeNumber } from "./option-values.ts";
import { spareInputs } from "./spare-inputs.ts";
import { FORMAT_OPTION } from "./trace-options.ts";
import { checkOutput, writeOutput } from "./write-output.ts";

const SHARES = [0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99];

export const fit = new Command("fit")
  .description(
    "Fits latency models to what a trace says that its responses took: an overhead and a rate, and " +
      "the deviations from them by size class. Prints how well each fits; with --out, writes a " +
      "scenario file that pullsim run --scenario takes.",
  )
  .argument("<trace...>", "files, a folder (one registry), or - for standard input")
  .addOption(FORMAT_OPTION)
  .addOption(
    new Option("--objects <kind>", "whose durations")
      .choices(["blobs", "manifests", "all"] as const)
      .default("blobs" as const),
  )
  .addOption(
    new Option("--model <name>", "the model that --out writes")
      .choices(["empirical", "lognormal"] as const)
      .default("empirical" as const),
  )
  .addOption(
    new Option(
      "--rate-of <whose>",
      "whose the fitted rate is: the store's, which a hit is spared, or the clients' own",
    )
      .choices(["store", "clients"] as const)
      .default("store" as const),
  )
  .option("--limit <requests>", "fit only the first so many requests", positive)
  .option("--seed <n>", "seed of the draws by which a model is judged", wholeNumber, 1)
  .option("--json", "print the fit as JSON", false)
  .option("--out <file>", "write a scenario file")
  .addHelpText(
    "after",
    `
Example:
  pullsim fit dal09/ --out dal09.yaml
  pullsim run dal09/ --scenario dal09.yaml`,
  )
  .action(async (paths, options) => {
    if (options.out !== undefined) checkOutput("--out", options.out);
    spareInputs(paths, [options.out]);
    const { workload } = await loadWorkload(paths, options);
    if (!hasDurations(workload)) {
      throw new TraceError(
        "NO_DURATIONS",
        `${workload.name} does not say how long its responses took: there is nothing to fit`,
      );
    }
    const fitted = fitLatency(workload);
    const recorded = workload.requests.duration.slice().sort();
    const report: FitReport = {
      trace: workload.name,
      requests: workload.requests.count,
      overheadSeconds: fitted.overhead,
      sigma: fitted.sigma,
      bytesPerSecond: fitted.bandwidth,
      shares: SHARES,
      recorded: SHARES.map((share) => interpolate(recorded, share)),
      models: [
        judge("lognormal", fitted.lognormal, workload, recorded, options.seed),
        judge("empirical", fitted.empirical, workload, recorded, options.seed),
      ],
    };
    if (options.out !== undefined) {
      const source = `${report.requests} responses of ${workload.name}, ${options.objects}, by pullsim ${VERSION}`;
      const { model, rateOf } = options;
      const scenario = fittedScenario(options.out, source, fitted, model, rateOf);
      await writeOutput("--out", options.out, scenario);
    }
    process.stdout.write(options.json ? `${JSON.stringify(report, null, 2)}\n` : fitTable(report));
  });

/** Draws a duration for each request, as a run without a cache does, and compares. */
function judge(
  model: string,
  spec: LatencySpec,
  workload: Workload,
  recorded: Float64Array,
  seed: number,
): Goodness {
  const drawn = latenciesOf(spec, workload, seed, "objectStore.latency").sort();
  return {
    model,
    ks: ksDistance(recorded, drawn),
    quantiles: SHARES.map((share) => interpolate(drawn, share)),
  };
}
