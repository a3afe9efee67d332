import { expect, test } from "vitest";
import type { TraceRecord } from "../trace/format.ts";
import { select } from "./select.ts";

const pull: TraceRecord = {
  timestamp: 0,
  duration: 1,
  method: "GET",
  uri: "v2/space/repo/blobs/0a",
  status: 200,
  written: 10,
  client: "c",
  host: "h",
};

test.each([
  ["v2/space/repo/blobs/0a", "0a", "v2/space/repo"],
  ["/v2/space/repo/blobs/sha256:0a", "sha256:0a", "v2/space/repo"],
  ["v2/repo/blobs/0a", "0a", "v2/repo"],
  ["v2/a/b/c/d/blobs/0a?ns=docker.io", "0a", "v2/a/b/c/d"],
  ["/v2/a/blobs/sha256%3A0a", "sha256:0a", "v2/a"],
  ["v2/a/blobs/manifests/blobs/0a", "0a", "v2/a/blobs/manifests"],
])("the blob of %s has the key %s", (uri, key, repository) => {
  expect(select({ ...pull, uri }, "blobs")).toEqual({ key, repository });
});

test.each([
  ["v2/a/b/manifests/latest", "v2/a/b/latest", "v2/a/b"],
  ["v2/a/b/manifests/v2", "v2/a/b/v2", "v2/a/b"],
])("the manifest of %s has the key %s", (uri, key, repository) => {
  expect(select({ ...pull, uri }, "all")).toEqual({ key, repository });
});

test.each([
  ["ping", { uri: "v2" }],
  ["ping", { uri: "/v2/" }],
  ["head", { method: "HEAD" }],
  ["push", { method: "PUT" }],
  ["push", { method: "POST", uri: "v2/a/b/blobs/uploads/" }],
  ["push", { method: "PATCH" }],
  ["not-a-pull", { method: "DELETE" }],
  ["not-a-pull", { uri: "v2/a/b/tags/list" }],
  ["not-a-pull", { uri: "v2/a/b/blobs/uploads/77" }],
  ["not-a-pull", { uri: "v2/a/b/blobs/" }],
  ["not-a-pull", { uri: "favicon.ico" }],
  ["not-a-pull", { uri: "blobs/0a" }],
  ["manifest", { uri: "v2/a/b/manifests/latest" }],
  ["redirect", { status: 307 }],
  ["redirect", { status: 302 }],
  ["status", { status: 304 }],
  ["status", { status: 404 }],
  ["status", { status: 206 }],
  ["no-size", { written: undefined }],
  ["no-size", { written: 0 }],
])("a record is skipped as %s: %j", (skip, fields) => {
  expect(select({ ...pull, ...fields }, "blobs")).toEqual({ skip });
});

test("where only manifests count, blobs are skipped under their name", () => {
  expect(select(pull, "manifests")).toEqual({ skip: "blob" });
  expect(select({ ...pull, uri: "v2/a/manifests/x" }, "manifests")).toHaveProperty("key");
});
