import { randomLogNormal } from "d3-random";
import { expect, test } from "vitest";
import { lognormal } from "./lognormal.ts";
import { stream } from "./stream.ts";

test("gives the numbers of d3-random", () => {
  const ours = lognormal(-0.076, 0.2, stream(1, "some"));
  const theirs = randomLogNormal.source(stream(1, "some"))(-0.076, 0.2);
  for (let i = 0; i < 10_000; i++) expect(ours()).toBe(theirs());
});
