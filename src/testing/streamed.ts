/** A workload in memory, to be read as if it were in a file. */

import type { Requests, Workload } from "../request.ts";
import { hasDurations, type StreamedWorkload, stretchOf } from "../streamed-workload.ts";

/** The same workload, streamed: what is read is a copy, into `spare` columns where they fit. */
export function streamed(workload: Workload): StreamedWorkload {
  const { name, requests, sizes } = workload;
  return {
    name,
    sizes,
    requests: {
      count: requests.count,
      span: requests.arrival.at(-1) ?? 0,
      hasDurations: hasDurations(workload),
      arrivalOf: (request) => requests.arrival[request]!,
      read(from, to, spare) {
        const stretch = stretchOf(workload, from, to);
        return spare?.count === to - from ? copied(stretch, spare) : structuredCopy(stretch);
      },
    },
  };
}

const COLUMNS = ["arrival", "object", "duration", "client", "repository", "host", "opens"] as const;

function copied(from: Requests, into: Requests): Requests {
  for (const column of COLUMNS) into[column]?.set(from[column]!);
  return into;
}

function structuredCopy(requests: Requests): Requests {
  const columns = Object.entries(requests).map(([name, column]) => [
    name,
    typeof column === "number" ? column : column.slice(),
  ]);
  return Object.fromEntries(columns) as Requests;
}
