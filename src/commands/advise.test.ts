/** `pullsim advise` as an operator meets it, on logs that are not what one would wish for. */

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { adviceText } from "../report/advice-text.ts";
import { pullsimSync } from "../testing/pullsim.ts";
import { blobUri, logfmtLine } from "../testing/registry-lines.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { adviseOn } from "./advise.ts";

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
/** A log of so many pulls of so many blobs in turn, a second each. */
function log(pulls: number, blobs: number, more: object = {}): string {
  const lines = Array.from({ length: pulls }, (_, n) =>
    logfmtLine(n, { uri: blobUri(n % blobs), written: 1e6, duration: "900ms", ...more }),
  );
  return `${lines.join("\n")}\n`;
}

/** What is printed, with each statement on a line. */
async function advised(text: string, options: object = {}): Promise<string> {
  writeFileSync(at("registry.log"), text);
  const { advice, document } = await adviseOn([at("registry.log")], {
    ...{ objects: "blobs", seed: 1, workers: 1 },
    ...options,
  });
  return adviceText(advice, document.results[0]!.cells).replace(/\n {4}/g, " ");
}

test("a log in which everything is asked for once", async () => {
  const text = await advised(log(300, 300));
  expect(text).toMatch(/- A cache would save nothing: nothing in this log was asked for twice\./);
  expect(text).toMatch(/- No request repeats another: /);
  expect(text).not.toMatch(/NaN|undefined|Infinity/);
});

test("a log of one blob", async () => {
  const text = await advised(log(300, 1));
  expect(text).toMatch(
    /- \S+ [kMG]?B of \S+ saves 9\d\.\d % ± \d\.\d of the time that clients wait for blobs\./,
  );
  expect(text).toMatch(
    /- All requests are for one object \(1 MB\): any cache that holds it does\./,
  );
  expect(text).not.toMatch(/NaN|undefined|Infinity/);
});

test("a log of one request", async () => {
  const text = await advised(log(1, 1));
  expect(text).toMatch(/^registry: 1 record, .*\n1 request by 1 client for 1 blob in 1 repository/);
  expect(text).toMatch(/What this log suggests, which is too little to go by/);
  expect(text).not.toMatch(/NaN|undefined|Infinity/);
});

test("a list of keys has no sizes, times and durations, and says so", async () => {
  const keys = Array.from({ length: 500 }, (_, n) => `v2/a/blobs/${(n * n) % 37}`).join("\n");
  const text = await advised(`${keys}\n`, { format: "keys" });
  expect(text).toMatch(/The log has no durations: latencies are those of scenario s3-today, not/);
  expect(text).toMatch(/- The log does not say how long responses took: /);
  expect(text).not.toMatch(/NaN|undefined|Infinity/);
});

test("redirects are told of, and are no requests", async () => {
  const sent = Array.from({ length: 40 }, (_, n) =>
    logfmtLine(n, { uri: blobUri(n), status: 307, written: 400 }),
  );
  const text = await advised(`${log(200, 20)}${sent.join("\n")}\n`);
  expect(text).toMatch(/40 redirect/);
  expect(text).toMatch(/- Not counted, because redirected .*: 40 GETs\./);
});

test("policies, capacities and the scenario are the user's to choose", async () => {
  const text = await advised(log(300, 10), {
    ...{ policy: ["fifo"], capacity: ["5MB", "8MB"], scenario: "ibm-2017", seed: 7 },
  });
  expect(text).toMatch(/Latencies are those of scenario ibm-2017\./);
  expect(text).toMatch(/ +5MB +8MB\nfifo /);
  expect(text).toMatch(
    /- 8 MB of fifo saves .* It is the largest that was tried: more may save more\./s,
  );
});

test("as JSON, with the words and the cells", () => {
  // Every other blob is large, and took its time.
  const [small, large] = [log(300, 10), log(300, 10, { written: 20e6, duration: "10.9s" })];
  const mixed = large.split("\n").map((line, n) => (n % 2 ? line : small.split("\n")[n]));
  const { words, recommended, facts, results } = JSON.parse(
    pullsimSync(["advise", "-", "--json"], mixed.join("\n")).stdout,
  );
  expect(facts).toMatchObject({ requests: 300, objects: 10, footprintBytes: 105e6, clients: 250 });
  // The second response ended a second after 10:00:00.1 and had taken 10.9 s.
  expect(facts.from.slice(0, 19)).toBe("2024-02-03T09:59:50");
  expect(recommended.cell.capacityBytes).toBeLessThanOrEqual(105e6);
  expect(words.recommendation[0]).toMatch(/ saves .* of the time that clients wait for blobs/);
  expect(results.map(({ scenario }: { scenario: { name: string } }) => scenario.name)).toEqual([
    "fitted",
    "fitted-client-bound",
  ]);
});

test("as a page, in which a name is a name and no element", () => {
  const file = at("<img src=x>.log");
  writeFileSync(file, log(300, 10));
  const page = at("advice.html");
  const { code, stderr } = pullsimSync(["advise", file, "--html", page]);
  expect([code, stderr]).toEqual([0, ""]);
  const html = readFileSync(page, "utf8");
  expect(html).toMatch(/<p class="headline">\S+ [kM]B of \S+ saves /);
  expect(html).toContain("&lt;img src=x>: 300 records");
  expect(html).not.toContain("<img src=x>");
  expect(html).not.toContain("the paper’s");
});

test.each([
  [["--html", "advice.txt"], 2, /--html advice\.txt: the name must end in \.html/],
  [["--html", "/nowhere/advice.html"], 2, /--html \/nowhere\/advice\.html: /],
  [["--policy", "nosuch"], 2, /nosuch/],
  [["--scenario", "nosuch"], 2, /nosuch/],
])("%s is refused in a line", (args, code, message) => {
  const ended = pullsimSync(["advise", "-", ...args], log(30, 3));
  expect(ended.stderr).toMatch(message);
  expect(ended.stderr.trimEnd().split("\n")).toHaveLength(1);
  expect(ended.code).toBe(code);
  expect(existsSync("/nowhere")).toBe(false);
});
