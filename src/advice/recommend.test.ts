import { fc, test as property } from "@fast-check/vitest";
import { expect, test } from "vitest";
import { cellsOf } from "../testing/evidence.ts";
import { choose, REACH, TIE } from "./recommend.ts";

const recommended = (curves: Parameters<typeof cellsOf>[0]) => {
  const { recommended: found } = choose(cellsOf(curves));
  return found && [found.cell.policy, found.cell.capacityBytes / 1e9];
};

test("the smallest cache that reaches nine tenths of the ceiling, by whatever policy", () => {
  const curves = { lru: [0.1, 0.2, 0.25, 0.3], "r-cache": [0.2, 0.28, 0.29, 0.3], infinite: [0.3] };
  expect(recommended(curves)).toEqual(["r-cache", 2]);
  expect(choose(cellsOf(curves)).knees.map(({ capacityBytes }) => capacityBytes)).toEqual([
    8e9, 2e9,
  ]);
});

test("among policies that save as much the one named first", () => {
  expect(recommended({ lru: [0.296], gdsf: [0.3], infinite: [0.3] })).toEqual(["lru", 1]);
  expect(recommended({ lru: [0.294], gdsf: [0.3], infinite: [0.3] })).toEqual(["gdsf", 1]);
});

test("policies that turn away what the ceiling needs are judged by their own best", () => {
  expect(recommended({ "r-cache": [0.1, 0.185, 0.2], infinite: [0.5] })).toEqual(["r-cache", 2]);
});

test("half of the ceiling, where it costs half of the memory or less", () => {
  const half = (lru: number[], gdsf: number[]) => {
    const { recommended: found } = choose(cellsOf({ lru, gdsf, infinite: [0.4] }));
    return found?.half && [found.half.policy, found.half.capacityBytes / 1e9];
  };
  expect(half([0.1, 0.21, 0.3, 0.4], [0.1, 0.22, 0.3, 0.4])).toEqual(["gdsf", 2]);
  expect(half([0.1, 0.19, 0.4, 0.4], [0.1, 0.19, 0.4, 0.4])).toBeUndefined();
  expect(half([0.4, 0.4, 0.4, 0.4], [0.1, 0.1, 0.1, 0.4])).toBeUndefined();
});

test("nothing is recommended where nothing is saved, or only lost", () => {
  expect(recommended({ lru: [0, 0], infinite: [0] })).toBeUndefined();
  expect(recommended({ lru: [-0.2, -0.1], infinite: [-0.1] })).toBeUndefined();
  expect(recommended({ lru: [Number.NaN], infinite: [Number.NaN] })).toBeUndefined();
});

test("how much other policies take, and where more memory stops to gain", () => {
  const { recommended: found } = choose(
    cellsOf({
      lru: [0.1, 0.2, 0.3, 0.31],
      fifo: [0.1, 0.15, 0.2, 0.25],
      gdsf: [0.16, 0.297, 0.31, 0.312],
      sieve: [0.1, 0.295, 0.3, 0.3],
      infinite: [0.312],
    }),
  );
  expect(found!.cell).toMatchObject({ policy: "gdsf", capacityBytes: 2e9 });
  expect(found!.rivals).toEqual([
    { policy: "lru", savings: 0.2, capacityBytes: 4e9 },
    { policy: "fifo", savings: 0.15, capacityBytes: undefined },
    { policy: "sieve", savings: 0.295, capacityBytes: 2e9 },
  ]);
  expect(found!.enough.capacityBytes).toBe(4e9);
  expect(found!.half).toMatchObject({ policy: "gdsf", capacityBytes: 1e9 });
  expect(found!.reached).toBeCloseTo(0.297 / 0.312, 10);
});

const curve = fc.array(fc.double({ min: -0.5, max: 0.9, noNaN: true }), {
  minLength: 4,
  maxLength: 4,
});

property.prop([curve, curve, fc.double({ min: 0, max: 1, noNaN: true })])(
  "whatever the curves: no smaller cache would do, and no statement contradicts another",
  (a, b, all) => {
    const cells = cellsOf({ a, b, infinite: [all] });
    const { ceiling, recommended: found } = choose(cells);
    const own = cells.filter(({ policy }) => policy !== "infinite");
    const most = Math.max(...own.map((cell) => cell.latencySavingsRate));
    expect(ceiling).toBeGreaterThanOrEqual(most);
    if (!found) {
      expect(most).toBeLessThanOrEqual(0.001);
      return;
    }
    const { cell, rivals, enough, half } = found;
    const target = REACH * (most >= REACH * ceiling ? ceiling : most);
    for (const one of own.filter(({ capacityBytes }) => capacityBytes < cell.capacityBytes)) {
      expect(one.latencySavingsRate).toBeLessThan(target);
    }
    expect(cell.latencySavingsRate).toBeGreaterThanOrEqual(target - TIE);
    for (const { capacityBytes } of rivals) {
      if (capacityBytes) expect(capacityBytes).toBeGreaterThanOrEqual(cell.capacityBytes);
    }
    expect(enough.policy).toBe(cell.policy);
    expect(enough.capacityBytes).toBeGreaterThanOrEqual(cell.capacityBytes);
    expect(enough.latencySavingsRate).toBeGreaterThanOrEqual(cell.latencySavingsRate - TIE);
    if (half) {
      expect(half.capacityBytes).toBeLessThanOrEqual(cell.capacityBytes / 2);
      expect(half.latencySavingsRate).toBeGreaterThanOrEqual(ceiling / 2);
    }
  },
);
