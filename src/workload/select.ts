/** Which records are requests to the cache, by which key, and why the others are not. */

import type { TraceRecord } from "../trace/format.ts";

/** Which objects count as requests to the cache. */
export type Objects = "blobs" | "manifests" | "all";

/** Why a whole record is not a request. */
export type SkipReason =
  | "ping"
  | "head"
  | "push"
  | "not-a-pull"
  | "blob"
  | "manifest"
  | "redirect"
  | "status"
  | "no-size";

/** The key of the object asked for and its repository, or why there is none. */
export type Selection =
  | { readonly key: string; readonly repository: string }
  | { readonly skip: SkipReason };

const SKIP = Object.fromEntries(
  ["ping", "head", "push", "not-a-pull", "blob", "manifest", "redirect", "status", "no-size"].map(
    (skip) => [skip, { skip }],
  ),
) as Record<SkipReason, { readonly skip: SkipReason }>;

/**
 * A request is a pull: a GET of a blob or manifest that was answered 200 with a body. A blob's key
 * is its digest, the same in every repository; a manifest's is repository and reference.
 */
export function select(record: TraceRecord, objects: Objects): Selection {
  if (record.method === "HEAD") return SKIP.head;
  if (record.method === "PUT" || record.method === "POST" || record.method === "PATCH") {
    return SKIP.push;
  }
  if (record.method !== "GET") return SKIP["not-a-pull"];
  const path = pathOf(record.uri);
  if (path === "v2" || path === "v2/" || path === "") return SKIP.ping;
  // From the end: repositories have one to four components, any of which may be called "blobs".
  const last = path.lastIndexOf("/");
  const kindAt = path.lastIndexOf("/", last - 1);
  const blob = isBetween(path, "blobs", kindAt, last);
  const manifest = isBetween(path, "manifests", kindAt, last);
  if (kindAt < 0 || last + 1 === path.length || !(blob || manifest)) return SKIP["not-a-pull"];
  if (blob && objects === "manifests") return SKIP.blob;
  if (manifest && objects === "blobs") return SKIP.manifest;
  // The client fetches it from the object store; the log has only the size of the redirect.
  if (isRedirect(record.status)) return SKIP.redirect;
  if (record.status !== 200) return SKIP.status;
  // Nothing can be kept of an object whose size is not known, or that has none.
  if (!record.written) return SKIP["no-size"];
  const repository = path.slice(0, kindAt);
  const name = path.slice(last + 1);
  return { key: blob ? digest(name) : `${repository}/${name}`, repository };
}

/** Whether just that stands between two slashes. */
function isBetween(path: string, word: string, first: number, last: number): boolean {
  return last - first === word.length + 1 && path.startsWith(word, first + 1);
}

function isRedirect(status: number): boolean {
  return status >= 301 && status <= 308 && status !== 304;
}

/** Some clients write the colon of a digest as an escape. */
function digest(name: string): string {
  return name.includes("%") ? name.replace(/%3a/i, ":") : name;
}

/** What a URI asks for. */
export type Target = "ping" | "blob" | "manifest" | "upload" | "other";

/** What a URI asks for, whatever the method. */
export function targetOf(uri: string): Target {
  const path = pathOf(uri);
  if (path === "v2" || path === "v2/" || path === "") return "ping";
  if (path.includes("/blobs/uploads") && /\/blobs\/uploads(\/[^/]*)?$/.test(path)) return "upload";
  const last = path.lastIndexOf("/");
  const kindAt = path.lastIndexOf("/", last - 1);
  if (isBetween(path, "blobs", kindAt, last)) return "blob";
  return isBetween(path, "manifests", kindAt, last) ? "manifest" : "other";
}

/** The repository in the URI of a blob or manifest. */
export function repositoryOf(uri: string): string {
  const path = pathOf(uri);
  return path.slice(0, path.lastIndexOf("/", path.lastIndexOf("/") - 1));
}

/** The path without host, leading slash and query. */
function pathOf(uri: string): string {
  const query = uri.indexOf("?");
  const start = uri.charCodeAt(0) === 0x2f ? 1 : 0;
  return query < 0 ? uri.slice(start) : uri.slice(start, query);
}
