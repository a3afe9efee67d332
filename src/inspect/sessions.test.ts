import { expect, test } from "vitest";
import { SessionCounter } from "./sessions.ts";

test("a session is one client's in one repository, until it pauses for more than 30 s", () => {
  const counter = new SessionCounter();
  const get = (arrival: number, client: number, repository: number, ended = arrival + 5): void =>
    counter.request({
      arrival,
      ended,
      duration: ended - arrival,
      blob: true,
      object: 0,
      client,
      repository,
      size: 100,
    });
  get(0, 1, 1, 100);
  get(1, 1, 1);
  get(1, 2, 1);
  get(1, 1, 2);
  // 30 s after the long transfer's end: the same session. Then 31 s after: another.
  get(130, 1, 1);
  get(166, 1, 1);
  const { count, meanBlobs, blobs } = counter.finish();
  expect(count).toBe(4);
  expect(meanBlobs).toBe(6 / 4);
  expect(blobs.at(-1)).toBe(3);
});
