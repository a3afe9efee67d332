import { expect, test } from "vitest";
import { UsageError } from "../errors.ts";
import { collect } from "../testing/collect.ts";
import { formatNamed, LOG_FORMAT_PREFIX } from "./catalog.ts";
import { logFormat } from "./log-format.ts";

const read = (format: string, ...lines: string[]) =>
  collect(logFormat(format), new TextEncoder().encode(`${lines.join("\n")}\n`));

const REQUEST = "GET /v2/a/blobs/sha256:0a?ns=docker.io HTTP/1.1";
const record = {
  timestamp: Date.parse("2024-02-03T10:00:07Z"),
  duration: 0.38,
  method: "GET",
  uri: "/v2/a/blobs/sha256:0a?ns=docker.io",
  status: 200,
  written: 1000,
  client: "10.1.2.7",
};
const AT = "03/Feb/2024:10:00:07 +0000";

test.each([
  [
    "combined with times",
    '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent" $upstream_response_time $request_time',
    `10.1.2.7 - - [${AT}] "${REQUEST}" 200 1000 "-" "a \\x22b\\x22 c" 0.320 : 0.060 0.380`,
  ],
  [
    "upstream's time only",
    '$remote_addr [$time_local] "$request" $status $bytes_sent $upstream_response_time $pipe',
    `10.1.2.7 [${AT}] "${REQUEST}" 200 1000 0.320, 0.060 .`,
  ],
  [
    "parts of the request, times of one's own",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: nginx has this form of a variable
    "time=$msec t=${request_time}s m=$request_method u=$request_uri s=$status b=$body_bytes_sent c=$remote_addr",
    "time=1706954407.000 t=0.380s m=GET u=/v2/a/blobs/sha256:0a?ns=docker.io s=200 b=1000 c=10.1.2.7",
  ],
  [
    "JSON",
    '{"t":"$time_iso8601","c":"$remote_addr","r":"$request","s":$status,"b":$body_bytes_sent,"d":$request_time}',
    `{"t":"2024-02-03T10:00:07+00:00","c":"10.1.2.7","r":"${REQUEST}","s":200,"b":1000,"d":0.380}`,
  ],
  [
    "an address and a URI side by side",
    "$remote_addr $request_method $scheme://$host$request_uri $status $body_bytes_sent $request_time $time_iso8601",
    "10.1.2.7 GET https://registry.test/v2/a/blobs/sha256:0a?ns=docker.io 200 1000 0.380 2024-02-03T10:00:07Z",
  ],
])("reads %s", async (_name, format, line) => {
  for (const prefix of [
    "",
    "nginx-1  | ",
    "[pod/proxy-7d/nginx] ",
    "2024-02-03T10:00:07Z stdout F ",
  ]) {
    const { records, damaged } = await read(format, prefix + line);
    expect(damaged).toEqual([]);
    expect(records).toMatchObject([{ ...record, duration: expect.closeTo(0.38, 9) }]);
  }
});

test("a line that is not so is damage", async () => {
  const { records, damaged } = await read(
    "$request|$status|$body_bytes_sent",
    `${REQUEST}|200|5`,
    "x",
  );
  expect(records).toHaveLength(1);
  expect(damaged).toMatchObject([{ record: 2, problem: "a line that is not in this log format" }]);
});

test.each([
  ["$status $body_bytes_sent", "no $request or $request_uri"],
  ["$request_uri $status $body_bytes_sent", "no $request or $request_method"],
  ['"$request" $body_bytes_sent', "no $status"],
  ['"$request" $status', "no $body_bytes_sent"],
  ["$request $status$body_bytes_sent", "cannot be told apart"],
  ["combined", "no $request"],
])("the format %s is refused", (format, problem) => {
  expect(() => logFormat(format)).toThrow(UsageError);
  expect(() => formatNamed(`${LOG_FORMAT_PREFIX}${format}`)).toThrow(problem);
});

test("hostile lines are looked at in linear time", async () => {
  const started = performance.now();
  const format =
    '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent $upstream_response_time';
  await read(
    format,
    ...["- ", " - [", 'a - b [c] "d" ', "1, ", `1 - 1 [t] "GET /" 200 1 ${"1, ".repeat(5000)}`].map(
      (part) => part.repeat(16_000 / part.length),
    ),
  );
  expect(performance.now() - started).toBeLessThan(1000);
});
