/** What every trace format must pass, given one example of it. */

import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { collect } from "../testing/collect.ts";
import { recognise } from "./catalog.ts";
import type { TraceFormat } from "./format.ts";

/** Registers the suite. `examples` are whole files of at least two records each, by name. */
export function conform(format: TraceFormat, examples: Readonly<Record<string, Uint8Array>>): void {
  describe.each(Object.entries(examples))(`${format.name}, %s`, (_name, bytes) => {
    const whole = collect(format, bytes);

    test("is recognised by its content", () => {
      expect(recognise(bytes.subarray(0, 64 * 1024))).toBe(format);
    });

    test("gives records, and says where each stands", async () => {
      const { records } = await whole;
      expect(records.length).toBeGreaterThanOrEqual(2);
      const positions = records.map(({ position }) => position as { record: number; byte: number });
      expect(positions.map(({ record }) => record)).toEqual([...positions].map((_, i) => i + 1));
      for (let i = 1; i < positions.length; i++) {
        expect(positions[i]!.byte).toBeGreaterThan(positions[i - 1]!.byte);
        expect(positions[i]!.byte).toBeLessThan(bytes.length);
      }
    });

    test.prop([fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 8 })])(
      "reads the same whatever the chunks",
      async (sizes) => {
        expect(await collect(format, bytes, sizes)).toEqual(await whole);
      },
    );

    test("reads the same byte by byte", async () => {
      expect(await collect(format, bytes, [1])).toEqual(await whole);
    });

    test.prop([fc.nat({ max: bytes.length - 1 }), fc.uint8Array({ minLength: 1, maxLength: 12 })])(
      "survives damage anywhere, and loses nothing before it",
      async (at, junk) => {
        const broken = bytes.slice();
        broken.set(junk.subarray(0, broken.length - at), at);
        const { records } = await whole;
        const intact = records.filter(({ position }, i) => {
          const next = records[i + 1]?.position as { byte: number } | undefined;
          return (position as { byte: number }).byte < at && (next?.byte ?? bytes.length) <= at;
        });
        const { records: found } = await collect(format, broken, [100]);
        expect(found.slice(0, intact.length)).toEqual(intact);
        expect(found.length).toBeLessThanOrEqual(records.length + 1);
      },
    );

    test.prop([fc.nat({ max: bytes.length - 1 })])(
      "reads what there is of a cut-off file",
      async (at) => {
        const { records } = await whole;
        const cut = await collect(format, bytes.subarray(0, at), [64]);
        expect(cut.records.length).toBeLessThanOrEqual(records.length);
        // A record cut inside its last number is still a record to CSV, though not the same.
        const sure = cut.records.slice(0, -1);
        expect(sure).toEqual(records.slice(0, sure.length));
        // Where the cut leaves an object open, objects inside it may be taken for more.
        expect(cut.damaged.length).toBeLessThanOrEqual(4);
      },
    );

    test.prop([fc.uint8Array({ maxLength: 2000 })])("survives bytes of any kind", async (junk) => {
      await collect(format, junk, [7]);
    });
  });
}
