/** A small trace on the disk, for tests of the command line. */

import { writeFileSync } from "node:fs";
import { stream } from "../random/stream.ts";

/**
 * Writes a trace in the archive's form: skewed requests for 300 objects of 1 kB to 20 MB, one a
 * second. The same seed gives the same bytes.
 */
export function writeTrace(file: string, requests: number, seed: number): void {
  const draw = stream(seed, "test trace");
  const records = Array.from({ length: requests }, (_, i) => {
    const object = Math.floor(300 * draw() ** 3);
    const size = Math.round(1000 * 20_000 ** ((object * 0.618) % 1));
    return {
      host: "3",
      "http.request.duration": 0.5 + size / 2e6,
      "http.request.method": "GET",
      "http.request.remoteaddr": "0e1b8b2c",
      "http.request.uri": `v2/a1/b2/blobs/${(object + 0x10000000).toString(16)}`,
      "http.request.useragent": "docker/17.03.1-ce",
      "http.response.status": 200,
      "http.response.written": size,
      id: i.toString(16).padStart(10, "0"),
      timestamp: new Date(Date.UTC(2017, 5, 20) + 1000 * i).toISOString(),
    };
  });
  writeFileSync(file, JSON.stringify(records));
}
