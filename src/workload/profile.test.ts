import { expect, test } from "vitest";
import { ProfileError, UsageError } from "../errors.ts";
import { PROFILES } from "../profiles/catalog.ts";
import { parseProfile, profileText, recordCount } from "./profile.ts";

test.each(Object.keys(PROFILES))("%s is a valid profile that says what it is", (name) => {
  const text = profileText(name);
  expect(text.startsWith(`# ${name}: `)).toBe(true);
  expect(parseProfile(name, text).name).toBe(name);
});

test("the seven hold the archive's records and blob GETs", () => {
  const profiles = Object.keys(PROFILES).map((name) => parseProfile(name, profileText(name)));
  expect(profiles.reduce((sum, profile) => sum + recordCount(profile), 0)).toBe(40_872_024);
  expect(profiles.reduce((sum, profile) => sum + profile.blobGets, 0)).toBe(12_657_108);
});

test("each number says where it is from or that it is an assumption", () => {
  for (const [name, text] of Object.entries(PROFILES)) {
    const sources = /counts|layers|keys|sample|records|assumption|fitted|published|Fitted|Docker/i;
    const blocks = text.slice(text.indexOf("\nstart:")).split(/\n\n/);
    for (const block of blocks) expect(block, `${name}: ${block}`).toMatch(/#|source: /);
    for (const line of text.split("\n").filter((l) => /^ {0,2}\w+: [\d.e]+ #/.test(l))) {
      expect(line, name).toMatch(sources);
    }
  }
});

test("an error names the profile, the key, what was found and what was expected", () => {
  const text = profileText("dev-mon01").replace("hosts: 6", "hosts: many");
  expect(() => parseProfile("mine", text)).toThrow(ProfileError);
  expect(() => parseProfile("mine", text)).toThrow(/profile mine: hosts: found "many"; .*number/);
  expect(() => parseProfile("mine", "days: [")).toThrow(/profile mine: /);
  expect(() => parseProfile("mine", text.replace("hosts: many", "host: 6"))).toThrow(
    /hosts: missing/,
  );
});

test("refuses more blobs and manifests than there are GETs, and a footprint that shrinks", () => {
  const text = profileText("dev-mon01");
  expect(() => parseProfile("mine", text.replace(/^blobGets: \d+/m, "blobGets: 380000"))).toThrow(
    /records.get: found 282592/,
  );
  expect(() => parseProfile("mine", text.replace("[0.25, 295.7e9]", "[0.25, 295.7e3]"))).toThrow(
    /growth.points: must ascend/,
  );
});

test("there is no other profile", () => {
  expect(() => profileText("ams01")).toThrow(UsageError);
  expect(() => profileText("toString")).toThrow(
    /there is no profile "toString": choose from dal09/,
  );
});

test("what is assumed to be as in Dallas is as in Dallas", () => {
  /** The lines of one number or list, by section and key, each with its comment. */
  const entries = (text: string): Map<string, string> => {
    let section = "";
    const found = new Map<string, string>();
    for (const line of text.split("\n")) {
      const [, indent, key, rest] = /^( *)(\w+):(.*)$/.exec(line) ?? [];
      if (key === undefined) continue;
      if (indent === "") section = key;
      found.set(`${section}.${key}`, rest!);
    }
    return found;
  };
  const dallas = entries(profileText("dal09"));
  let compared = 0;
  for (const name of Object.keys(PROFILES)) {
    for (const [key, rest] of entries(profileText(name))) {
      const [value, comment] = rest.split(" # ");
      if (comment !== "assumption: as in Dallas") continue;
      expect(value, `${name}: ${key}`).toBe(dallas.get(key)!.split(" # ")[0]);
      compared++;
    }
  }
  expect(compared).toBeGreaterThan(50);
});
