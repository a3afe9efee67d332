import { expect, test } from "vitest";
import { normalBelow, probit } from "./probit.ts";

test("gives the quantiles of the standard normal distribution", () => {
  // R: qnorm(c(0.5, 0.975, 0.01, 0.0001)).
  expect(probit(0.5)).toBeCloseTo(0, 8);
  expect(probit(0.975)).toBeCloseTo(1.959963985, 7);
  expect(probit(0.01)).toBeCloseTo(-2.326347874, 7);
  expect(probit(0.0001)).toBeCloseTo(-3.719016485, 7);
});

test("is undone by the distribution function", () => {
  for (const z of [-3, -1.2, 0, 0.4, 2.5]) expect(probit(normalBelow(z))).toBeCloseTo(z, 7);
  expect(normalBelow(1.96)).toBeCloseTo(0.9750021, 6);
});
