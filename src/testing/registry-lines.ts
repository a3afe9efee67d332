/** Made-up lines in the forms that registries and proxies log. */

/** What a request of a made-up line is made from. */
export interface Pull {
  readonly method?: string;
  readonly uri?: string;
  readonly status?: number;
  readonly written?: number;
  readonly duration?: string;
  readonly remote?: string;
  readonly time?: string;
  readonly message?: string;
  readonly id?: string;
}

/** The URI of the n-th made-up blob. */
export function blobUri(n: number): string {
  return `/v2/team/app/blobs/sha256:${n.toString(16).padStart(64, "0")}`;
}

const AGENT = "docker/24.0.5 go/go1.20.6 os/linux arch/amd64 UpstreamClient(Docker-Client/24.0.5";

/** A request in the fields of Docker Distribution's log. */
function fields(n: number, pull: Pull): [string, string | number][] {
  return [
    ["go.version", "go1.20.8"],
    ["http.request.host", "registry.test:5000"],
    ["http.request.id", pull.id ?? `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`],
    ["http.request.method", pull.method ?? "GET"],
    ["http.request.remoteaddr", pull.remote ?? `10.1.2.${n % 250}:${40000 + n}`],
    ["http.request.uri", pull.uri ?? blobUri(n % 7)],
    ["http.request.useragent", `${AGENT} \\(linux\\))`],
    ["http.response.contenttype", "application/octet-stream"],
    ["http.response.duration", pull.duration ?? `${40 + n}.123508ms`],
    ["http.response.status", pull.status ?? 200],
    ["http.response.written", pull.written ?? 1000 + (n % 7)],
  ];
}

/** The n-th second of a made-up day. */
export function secondOf(n: number): string {
  return new Date(Date.UTC(2024, 1, 3, 10) + n * 1000).toISOString().slice(0, 19);
}

const message = (pull: Pull): string => pull.message ?? "response completed";

/** Docker Distribution's logfmt line of a request. */
export function logfmtLine(n: number, pull: Pull = {}): string {
  const time = pull.time ?? `${secondOf(n)}.123456789Z`;
  const pairs = fields(n, pull).map(([key, value]) => {
    const quoted = typeof value === "string" && /[^\w.-]/.test(value);
    return `${key}=${quoted ? `"${value}"` : value}`;
  });
  return `time="${time}" level=info msg="${message(pull)}" ${pairs.join(" ")}`;
}

/** The same as JSON. */
export function jsonLine(n: number, pull: Pull = {}): string {
  const time = pull.time ?? `${secondOf(n)}.123456789Z`;
  const pairs = Object.fromEntries(fields(n, pull));
  return JSON.stringify({ ...pairs, level: "info", msg: message(pull), time });
}

/** The same as a terminal gets it. */
export function terminalLine(n: number, pull: Pull = {}): string {
  const [, rest] = logfmtLine(n, pull).split(`msg="${message(pull)}" `);
  return `INFO[${String(n).padStart(4, "0")}] ${message(pull).padEnd(40)} ${rest} `;
}

/** `03/Feb/2024:10:00:01 +0000` */
function localTime(n: number): string {
  const day = new Date(`${secondOf(n)}Z`).toUTCString().slice(5, 25).replaceAll(" ", "/");
  return `${day.slice(0, 11)}:${day.slice(12)} +0000`;
}

/** nginx's line in the combined form, with what an operator adds. */
export function nginxLine(n: number, pull: Pull = {}, added = ""): string {
  const request = `${pull.method ?? "GET"} ${pull.uri ?? blobUri(n % 7)} HTTP/1.1`;
  const answer = `${pull.status ?? 200} ${pull.written ?? 1000 + (n % 7)}`;
  return `10.1.2.${n % 250} - - [${localTime(n)}] "${request}" ${answer} "-" "${AGENT} \\x5C(linux\\x5C))"${added}`;
}

/** Harbor's. */
export function harborLine(n: number, pull: Pull = {}): string {
  const seconds = ((40 + n) / 1000).toFixed(3);
  return nginxLine(n, pull, ` ${seconds} ${seconds} .`).replace(/- \[[^\]]*\] /, "");
}

/** The access line that Docker Distribution writes beside it, in Apache's combined form. */
export function accessLine(n: number, pull: Pull = {}): string {
  const request = `${pull.method ?? "GET"} ${pull.uri ?? blobUri(n % 7)} HTTP/1.1`;
  const answer = `${pull.status ?? 200} ${pull.written ?? 1000 + (n % 7)}`;
  return `10.1.2.${n % 250} - - [${localTime(n)}] "${request}" ${answer} "" "${AGENT} \\\\(linux\\\\))"`;
}
