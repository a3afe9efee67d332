/** A real registry on loopback, Debian's package of Docker Distribution, and a client that fills it. */

import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { Agent, type IncomingMessage, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";

const PROGRAM = "/usr/bin/docker-registry";
const MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";
const PATIENCE_MS = 10_000;

/** Whether it is installed: `apt-get install docker-registry`. */
export const hasDockerRegistry = existsSync(PROGRAM);

export class DockerRegistry {
  readonly url: string;
  readonly #folder: string;
  readonly #process: ChildProcess;
  /** One, on which a request is not read before the one before it has been logged. */
  readonly #connection = new Agent({ keepAlive: true, maxSockets: 1 });

  #sent = 0;

  private constructor(url: string, folder: string, process: ChildProcess) {
    this.url = url;
    this.#folder = folder;
    this.#process = process;
  }

  /** Starts one on a free port, with an empty store in a folder of its own. */
  static async start(formatter: "text" | "json"): Promise<DockerRegistry> {
    const folder = mkdtempSync(join(tmpdir(), "pullsim-registry-"));
    const config = `
version: 0.1
log: { level: info, formatter: ${formatter} }
storage: { filesystem: { rootdirectory: ${join(folder, "store")} } }
http: { addr: "127.0.0.1:0", secret: test }
`;
    await writeFile(join(folder, "config.yml"), config);
    // One file for both, as `docker logs` shows them.
    const log = openSync(join(folder, "log"), "a");
    const process = spawn(PROGRAM, ["serve", join(folder, "config.yml")], {
      stdio: ["ignore", log, log],
    });
    closeSync(log);
    for (const started = Date.now(); Date.now() - started < PATIENCE_MS; await pause(20)) {
      const address = /listening on (127\.0\.0\.1:\d+)/.exec(
        readFileSync(join(folder, "log"), "utf8"),
      );
      if (address) return new DockerRegistry(`http://${address[1]}`, folder, process);
    }
    process.kill("SIGKILL");
    throw new Error(`${PROGRAM} does not listen: ${readFileSync(join(folder, "log"), "utf8")}`);
  }

  /** Ends it, when it has logged what it has answered, and gives what it wrote. */
  async stop(): Promise<string> {
    for (const started = Date.now(); Date.now() - started < PATIENCE_MS; await pause(20)) {
      const logged = readFileSync(join(this.#folder, "log"), "utf8").match(/response completed/g);
      if ((logged?.length ?? 0) >= this.#sent) break;
    }
    const ended = new Promise((resolve) => this.#process.once("exit", resolve));
    this.#connection.destroy();
    this.#process.kill();
    await ended;
    const log = readFileSync(join(this.#folder, "log"), "utf8");
    rmSync(this.#folder, { recursive: true });
    return log;
  }

  /** Puts a blob into a repository; the registry checks its digest. */
  async pushBlob(repository: string, blob: Buffer): Promise<void> {
    const { headers } = await this.#send("POST", `${repository}/blobs/uploads/`, 202);
    const location = new URL(headers.location!, this.url);
    location.searchParams.set("digest", digestOf(blob));
    await this.#send("PUT", location, 201, { body: blob });
  }

  /** Puts an image's manifest under a tag. Its blobs must be there. */
  async pushManifest(repository: string, tag: string, blobs: readonly Buffer[]): Promise<void> {
    const [config, ...layers] = blobs.map((blob) => ({
      mediaType: "application/octet-stream",
      size: blob.length,
      digest: digestOf(blob),
    }));
    await this.#send("PUT", `${repository}/manifests/${tag}`, 201, {
      body: JSON.stringify({ schemaVersion: 2, mediaType: MANIFEST, config, layers }),
      headers: { "content-type": MANIFEST },
    });
  }

  /** Pulls an image as Docker does, but for one blob after the other: gives their digests. */
  async pull(repository: string, tag: string): Promise<string[]> {
    await this.#send("GET", "", 200);
    const headers = { accept: MANIFEST };
    await this.#send("HEAD", `${repository}/manifests/${tag}`, 200, { headers });
    const answer = await this.#send("GET", `${repository}/manifests/${tag}`, 200, { headers });
    const { config, layers } = JSON.parse(answer.body.toString());
    const digests: string[] = [config, ...layers].map(({ digest }) => digest);
    for (const digest of digests) {
      const { body } = await this.#send("GET", `${repository}/blobs/${digest}`, 200);
      if (digestOf(body) !== digest) throw new Error(`${digest} came as ${digestOf(body)}`);
    }
    return digests;
  }

  /** Asks whether a blob is there, and for one that is not. */
  async look(repository: string, digest: string): Promise<void> {
    await this.#send("HEAD", `${repository}/blobs/${digest}`, 200);
    await this.#send("GET", `${repository}/blobs/sha256:${"0".repeat(64)}`, 404);
  }

  async #send(method: string, path: string | URL, status: number, options: Options = {}) {
    this.#sent++;
    const url = typeof path === "string" ? `${this.url}/v2/${path}` : path;
    const { body = "", headers = {} } = options;
    const length = Buffer.byteLength(body);
    const asked = request(url, {
      ...{ method, agent: this.#connection },
      headers: { ...headers, ...(length > 0 && { "content-length": length }) },
    });
    asked.end(body);
    const [response] = (await once(asked, "response")) as [IncomingMessage];
    const chunks: Buffer[] = [];
    for await (const chunk of response) chunks.push(chunk);
    const answer = Buffer.concat(chunks);
    if (response.statusCode !== status) {
      throw new Error(`${method} ${url}: ${response.statusCode} ${answer.toString()}`);
    }
    return { headers: response.headers, body: answer };
  }
}

interface Options {
  readonly body?: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

export function digestOf(blob: Buffer): string {
  return `sha256:${createHash("sha256").update(blob).digest("hex")}`;
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
