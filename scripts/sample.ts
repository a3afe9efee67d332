/**
 * Makes traces/synthetic-dal09.json.gz: a small trace in the archive's own form, for a first run.
 * Synthetic and seeded: the same bytes every time. Its numbers follow what is published of Dallas
 * (docs/model.md); what is not published is made up.
 */

import { writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { randomExponential, randomLogNormal, randomNormal } from "d3-random";
import { stream } from "pullsim";

const SEED = 1;
const START = Date.UTC(2017, 5, 20);
const PULLS = 420;
const IMAGES = 90;
const MONITOR_EVERY = 60;

const draw = stream(SEED, "sample");
const hex = (digits: number): string =>
  Math.floor(draw() * 16 ** digits)
    .toString(16)
    .padStart(digits, "0");
const pick = <T>(list: readonly T[], skew = 1): T =>
  list[Math.floor(list.length * draw() ** skew)]!;

// Two kinds of layers: configurations and scripts of some kB, and file trees of some 10 MB.
const small = randomLogNormal.source(draw)(3.22 * Math.LN10, 1.06 * Math.LN10);
const large = randomLogNormal.source(draw)(7.11 * Math.LN10, 0.64 * Math.LN10);
const layer = (): { digest: string; size: number } => ({
  digest: hex(8),
  size: Math.min(7e8, Math.ceil(draw() < 0.366 ? large() : small())),
});

const EMPTY = { digest: hex(8), size: 32 };
const bases = Array.from({ length: 12 }, () => Array.from({ length: 3 }, layer));
const images = Array.from({ length: IMAGES }, () => ({
  repository: `v2/${hex(8)}/${hex(8)}`,
  tag: hex(8),
  layers: [EMPTY, ...pick(bases, 2), ...Array.from({ length: 1 + Math.floor(draw() * 6) }, layer)],
}));
const monitored = images.slice(0, 2).map((image) => ({
  ...image,
  layers: image.layers.filter(({ size }) => size < 4e6),
}));
const clients = Array.from({ length: 40 }, () => hex(8));
const hosts = Array.from({ length: 6 }, () => hex(8));
const agents = [
  "docker/17.03.1-ce go/go1.7.5 git-commit/c6d412e kernel/4.4.0-78-generic os/linux arch/amd64 UpstreamClient(Docker-Client/17.03.1-ce \\(linux\\))",
  "docker/1.12.1 go/go1.6.3 git-commit/23cf638 kernel/3.16.0-76-generic os/linux arch/amd64 UpstreamClient(python-requests/2.14.1)",
];

const records: { arrival: number; record: object }[] = [];
const overhead = randomLogNormal.source(draw)(Math.log(0.92), 0.2);
const quick = randomLogNormal.source(draw)(Math.log(0.28), 0.3);

/** Logs a response that begins at `arrival`, in seconds, and returns when it ends. */
function log(
  client: string,
  arrival: number,
  method: string,
  uri: string,
  size: number,
  blob: boolean,
): number {
  const duration = blob ? overhead() + (method === "GET" ? size / 2.28e6 : 0) : quick();
  const ended = arrival + duration;
  records.push({
    arrival,
    record: {
      host: pick(hosts),
      "http.request.duration": Number(duration.toFixed(9)),
      "http.request.method": method,
      "http.request.remoteaddr": client,
      "http.request.uri": uri,
      "http.request.useragent": agents[client.charCodeAt(0) % 2],
      "http.response.status": method === "GET" || method === "HEAD" ? 200 : 201,
      "http.response.written": size,
      id: hex(10),
      timestamp: new Date(START + Math.round(ended * 1000)).toISOString(),
    },
  });
  return ended;
}

/** Ping, manifest, then the layers that the client lacks, three at a time. */
function pull(client: string, image: (typeof images)[number], at: number, has: Set<string>): void {
  let now = log(client, at, "GET", "v2", 2, false) + 0.01;
  now = log(client, now, "GET", `${image.repository}/manifests/${image.tag}`, 2000, false) + 0.02;
  const ready = [now, now, now];
  for (const { digest, size } of image.layers) {
    if (has.has(digest)) continue;
    has.add(digest);
    const turn = ready.indexOf(Math.min(...ready));
    ready[turn] =
      log(client, ready[turn]!, "GET", `${image.repository}/blobs/${digest}`, size, true) + 0.04;
  }
}

const gap = randomExponential.source(draw)(1 / 12);
const jitter = randomNormal.source(draw)(0, 2);
const owned = new Map(clients.map((client) => [client, new Set<string>()]));
let now = 60;
for (let n = 0; n < PULLS; n++) {
  now += draw() < 0.3 ? 0.5 : gap();
  const client = pick(clients, 2);
  const image = pick(images, 1.6);
  if (draw() < 0.3)
    log(client, now, "HEAD", `${image.repository}/blobs/${pick(image.layers).digest}`, 1681, true);
  if (draw() < 0.08)
    log(client, now, "PUT", `${image.repository}/manifests/${image.tag}`, 524, false);
  pull(client, image, now + 1, draw() < 0.3 ? new Set() : owned.get(client)!);
}
for (let at = 5; at < now; at += MONITOR_EVERY) {
  for (const image of monitored) pull("4715bf52", image, Math.max(0, at + jitter()), new Set());
}

// The archive's arrays are not in order of time: servers flushed their logs in turn.
records.sort((a, b) => a.arrival - b.arrival);
const shuffled = records
  .map((entry, i) => ({ entry, at: i + 200 * draw() }))
  .sort((a, b) => a.at - b.at)
  .map(({ entry }) => JSON.stringify(entry.record, null, 4).replace(/^/gm, "    "));
const file = "traces/synthetic-dal09.json.gz";
writeFileSync(file, gzipSync(`[\n${shuffled.join(", \n")}\n]`, { level: 9 }));
console.log(`${file}: ${records.length} records over ${Math.round(now)} s`);
