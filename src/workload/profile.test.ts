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
