/** From a converted trace to an inspector. */

import { UsageError } from "../errors.ts";
import type { ConvertedTrace } from "../workload/converted-trace.ts";
import { BATCH_ROWS } from "../workload/trace-columns.ts";
import { stretches } from "../workload/trace-rows.ts";
import type { Inspection } from "./inspection.ts";
import type { Inspector } from "./inspector.ts";

/**
 * Feeds an inspector with the blob GETs of a converted trace, and with what it still knows of the rest.
 * @throws {UsageError} `OBJECTS` for one whose requests are not all for blobs.
 */
export function inspectConverted(trace: ConvertedTrace, inspector: Inspector): void {
  const { name, began, objects, census, mix, rows, sizes } = trace;
  if (objects !== "blobs") {
    throw new UsageError(
      "OBJECTS",
      `${name} was converted with --objects ${objects}: inspect the raw trace`,
    );
  }
  inspector.counted(census.records, census.skipped, mix);
  const ended = (arrival: number, duration: number): number =>
    // Logs have whole milliseconds; what a sum makes of them is a little less or more.
    Math.round(began + 1000 * (arrival + duration));
  const asked = manifestsOf(rows);
  let manifest = asked.next().value;
  for (const requests of stretches(rows.requests, BATCH_ROWS)) {
    for (let i = 0; i < requests.count; i++) {
      const arrival = requests.arrival[i]!;
      for (; manifest && manifest.arrival <= arrival; manifest = asked.next().value) {
        const { client, repository, host } = manifest;
        inspector.request(false, ended(manifest.arrival, 0), 0, 0, client, repository, host, 0);
      }
      const duration = requests.duration[i]!;
      const object = requests.object[i]!;
      inspector.request(
        true,
        ended(arrival, duration),
        duration,
        object,
        requests.client[i]!,
        requests.repository[i]!,
        requests.host[i]!,
        sizes[object]!,
      );
    }
  }
}

/** One GET of a manifest after the other. */
function* manifestsOf({ manifests }: ConvertedTrace["rows"]) {
  for (const { count, arrival, client, repository, host } of stretches(manifests, BATCH_ROWS)) {
    for (let i = 0; i < count; i++) {
      yield {
        arrival: arrival[i]!,
        client: client[i]!,
        repository: repository[i]!,
        host: host[i]!,
      };
    }
  }
}

/** A converted trace does not tell which manifests were asked for: what rests on that is NaN. */
export function withoutManifests(inspection: Inspection): Inspection {
  const { gets, withoutBlobs } = inspection.manifests;
  const unknown = {
    objects: Number.NaN,
    topThousandth: Number.NaN,
    topHundredth: Number.NaN,
    topTenth: Number.NaN,
    oneTimers: Number.NaN,
    twoTimers: Number.NaN,
    tenTimers: Number.NaN,
    zipfExponent: Number.NaN,
  };
  return { ...inspection, manifests: { gets, withoutBlobs, ...unknown } };
}
