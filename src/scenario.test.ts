import { expect, test } from "vitest";
import { PRESETS } from "./presets/catalog.ts";
import { parseScenario, preset } from "./scenario.ts";
import { IDLE } from "./testing/workload.ts";

test.each(Object.entries(PRESETS))(
  "the preset %s is valid and says what it is",
  async (name, text) => {
    expect(text.startsWith(`# ${name}: `)).toBe(true);
    expect((await parseScenario(name, text)).name).toBe(name);
  },
);

const parse = (overrides: string[], text = IDLE) => parseScenario("mine.yaml", text, overrides);

test("an override changes one entry, whether the file has it or not", async () => {
  const scenario = await parse(["registry.latency=3 ms", "objectStore.disks=4"]);
  expect(scenario.registry.latency).toEqual({ model: "constant", value: 0.003 });
  expect(scenario.objectStore.disks).toBe(4);
  const deep = await parse(["objectStore.memory.capacity=2 GB"]);
  expect(deep.objectStore.memory).toMatchObject({ capacity: 2e9, dedup: "inclusive" });
});

test("a latency may be a number, a quantity, an expression or a model", async () => {
  const of = async (text: string) => (await parse([`registry.latency=${text}`])).registry.latency;
  expect(await of("0.5")).toEqual({ model: "constant", value: 0.5 });
  expect(await of("5 ms")).toEqual({ model: "constant", value: 0.005 });
  expect(await of("1 s + size / (2 MB/s)")).toEqual({ model: "affine", base: 1, bandwidth: 2e6 });
  expect(await of("{ model: exponential, mean: 2 s }")).toMatchObject({
    model: "exponential",
    mean: 2,
  });
  expect(
    await of("{ model: sum, of: [1 s, { model: uniform, least: 0, greatest: 1 }] }"),
  ).toMatchObject({
    of: [{ model: "constant" }, { model: "uniform" }],
  });
});

test.each([
  [["registry.link=0"], "registry.link: found 0; must be above zero"],
  [["registry.latency=5 MB"], 'registry.latency: found "5 MB"'],
  [["registry.latency=size * 2"], 'registry.latency: found "size * 2"'],
  [["registry.relay=fast"], 'registry.relay: found "fast"'],
  [["objectStore.disks=-1"], "objectStore.disks: found -1"],
  [["objectStore.disc=1"], "there is no entry objectStore.disc"],
  [["objectStore.disk.seeks=1"], "there is no entry objectStore.disk.seeks"],
  [["registry.latency={ model: lognormal, median: 1 s }"], "registry.latency.sigma: missing"],
])("names the entry that is wrong: %s", async (overrides, message) => {
  await expect(parse(overrides)).rejects.toThrow(`scenario mine.yaml: ${message}`);
});

test("an override that is none is wrong usage", async () => {
  // Found by fuzzing: more levels than a stack can hold.
  await expect(parse([`objectStore${".disks".repeat(5000)}=1`])).rejects.toThrow(
    "5001 levels deep",
  );
  await expect(parse(["objectStore.disks"])).rejects.toThrow("is not an override");
});

test("a scenario that does not exist is named, with those that do", () => {
  expect(() => preset("ibm-2018")).toThrow(
    'there is no scenario "ibm-2018": choose from ibm-2017,',
  );
});
