/** A machine on which there is Node and npm and nothing else, as far as a command can tell. */

import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, realpathSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { PROJECT } from "./pullsim.ts";

/** What a shebang, and npm for a package's scripts, look for. */
const PROGRAMS = ["node", "npm", "sh"];

/** Whether npm can install: the registry that it is set up for answers. */
export function reachesRegistry(): boolean {
  const view = ["view", "fzstd", "version", "--fetch-retries=0", "--fetch-timeout=15000"];
  return spawnSync("npm", view, { stdio: "ignore", timeout: 30_000 }).status === 0;
}

/** Copies what a clone of the project would have, with what was changed and not yet committed. */
export function cloneInto(folder: string): void {
  const listed = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
  const files = execFileSync("git", listed, { cwd: PROJECT, encoding: "utf8" }).split("\0");
  for (const file of files) {
    const from = join(PROJECT, file);
    if (file === "" || !existsSync(from)) continue;
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    cpSync(from, join(folder, file));
  }
}

/**
 * The environment of a user with an empty home, and in `bin` the programs that there are; packages are
 * fetched as they are on this machine, from its cache where it has them.
 */
export function cleanEnvironment(bin: string): NodeJS.ProcessEnv {
  const home = mkdtempSync(join(tmpdir(), "pullsim-home-"));
  const prefix = join(home, "npm");
  for (const program of PROGRAMS) symlinkSync(onPath(program), join(bin, program));
  return {
    HOME: home,
    PATH: [bin, join(prefix, "bin")].join(delimiter),
    npm_config_prefix: prefix,
    npm_config_cache: setting("cache"),
    npm_config_userconfig: setting("userconfig"),
    npm_config_prefer_offline: "true",
    ...proxies(),
  };
}

function onPath(program: string): string {
  const folders = process.env.PATH!.split(delimiter);
  return realpathSync(folders.map((folder) => join(folder, program)).find(existsSync)!);
}

function setting(name: string): string {
  return execFileSync("npm", ["config", "get", name], { encoding: "utf8" }).trim();
}

/** How the machine reaches the network at all. */
function proxies(): NodeJS.ProcessEnv {
  const names =
    /^(?:https?_proxy|no_proxy|npm_config_registry|node_extra_ca_certs|ssl_cert_file)$/i;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => names.test(name)));
}
