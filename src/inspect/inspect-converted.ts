/** From a converted trace to an inspector. */

import { UsageError } from "../errors.ts";
import type { ConvertedTrace } from "../workload/converted-trace.ts";
import type { Inspection } from "./inspection.ts";
import type { Inspector } from "./inspector.ts";

/**
 * Feeds an inspector with the blob GETs of a converted trace, and with what it still knows of the rest.
 * @throws {UsageError} `OBJECTS` for one whose requests are not all for blobs.
 */
export function inspectConverted(trace: ConvertedTrace, inspector: Inspector): void {
  const { workload, began, objects, census, mix } = trace;
  if (objects !== "blobs") {
    throw new UsageError(
      "OBJECTS",
      `${workload.name} was converted with --objects ${objects}: inspect the raw trace`,
    );
  }
  const { requests, manifests, sizes } = workload;
  inspector.counted(census.records, census.skipped, mix);
  const ended = (arrival: number, duration: number): number =>
    // Logs have whole milliseconds; what a sum makes of them is a little less or more.
    Math.round(began + 1000 * (arrival + duration));
  let next = 0;
  for (let i = 0; i < requests.count; i++) {
    const arrival = requests.arrival[i]!;
    for (; manifests && next < manifests.count && manifests.arrival[next]! <= arrival; next++) {
      const [client, repository] = [manifests.client[next]!, manifests.repository[next]!];
      const at = ended(manifests.arrival[next]!, 0);
      inspector.request(false, at, 0, 0, client, repository, manifests.host[next]!, 0);
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
