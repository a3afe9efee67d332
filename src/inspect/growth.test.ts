import { expect, test } from "vitest";
import { Growth } from "./growth.ts";

test("gives the footprint after any number of requests", () => {
  const growth = new Growth();
  // Every second request is for a new object of 10 bytes.
  for (let i = 0; i < 100_000; i++) growth.request(i % 2 === 0 ? 10 : 0);
  expect(growth.after(0)).toEqual({ requests: 0, objects: 0, bytes: 0 });
  expect(growth.after(100_000)).toEqual({ requests: 100_000, objects: 50_000, bytes: 500_000 });
  const some = growth.after(33_333);
  expect(Math.abs(some.objects - 16_667)).toBeLessThanOrEqual(1);
  expect(Math.abs(some.bytes - 166_670)).toBeLessThanOrEqual(10);
});
