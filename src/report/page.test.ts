/** The page in a real browser with the network off: what it shows are the numbers of the document. */

import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pageScripts } from "../commands/page-scripts.ts";
import { sampleSweep } from "../testing/sweep-document.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { toSvg } from "./figure.ts";
import { toHtml } from "./page.ts";

const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const document = sampleSweep();
const first = document.results[0]!;
/** Names that end what they stand in and begin something else. */
const HOSTILE = [
  '<img src=x onerror="window.hurt=1">',
  "</script><script>window.hurt=1</script>",
  `"'&`,
];

describe.skipIf(!existsSync(CHROMIUM))("the page", () => {
  const folder = temporaryFolder();
  let browser: Browser;
  let page: Page;
  const problems: string[] = [];

  const open = async (hash = ""): Promise<void> => {
    await page.goto("about:blank");
    await page.goto(`${pathToFileURL(join(folder, "page.html")).href}${hash}`);
    await page.waitForSelector("body[data-drawn]");
  };
  /** Waits until the charts are drawn for that view. */
  const drawn = (view: string): Promise<unknown> =>
    page.waitForSelector(`body[data-drawn^="${view}"]`);

  beforeAll(async () => {
    writeFileSync(join(folder, "page.html"), toHtml(document, pageScripts()));
    browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
    const context = await browser.newContext({ offline: true, colorScheme: "light" });
    page = await context.newPage();
    page.on("pageerror", (error) => problems.push(error.message));
    page.on("request", (request) => {
      if (!/^(file|data|about):/.test(request.url())) problems.push(request.url());
    });
  });

  afterAll(async () => {
    await browser?.close();
  });

  test("loads with the network off, and asks for nothing", async () => {
    await open();
    expect(await page.locator("#charts figure").count()).toBe(document.results.length);
    expect(await page.locator("#charts svg").count()).toBe(document.results.length);
    expect(problems).toEqual([]);
  });

  test("a name is text, whatever it says", async () => {
    const results = HOSTILE.map((name) => ({
      ...first,
      trace: { ...first.trace, name },
      scenario: { name },
      cells: first.cells.map((cell) => ({ ...cell, policy: `${name} ${cell.policy}` })),
    }));
    const hostile = { ...document, command: HOSTILE.join(" "), version: HOSTILE[0]!, results };
    const file = join(folder, "hostile.html");
    writeFileSync(file, toHtml(hostile, pageScripts()));
    await page.goto(pathToFileURL(file).href);
    await page.waitForSelector("body[data-drawn]");
    expect(await page.locator("figcaption").allInnerTexts()).toEqual(HOSTILE);
    expect(await page.locator("img, #charts script").count()).toBe(0);
    expect(await page.locator("[aria-labelledby=made] code").innerText()).toBe(hostile.command);
    for (const name of HOSTILE) {
      const svg = await toSvg(hostile, { scenario: name });
      writeFileSync(join(folder, "hostile.svg"), svg);
      // A browser shows no document for XML that is not well formed.
      await page.goto(pathToFileURL(join(folder, "hostile.svg")).href);
      expect(await page.locator("svg, parsererror").count()).toBe(1);
      expect(await page.getByText(name, { exact: true }).count()).toBeGreaterThan(0);
    }
    expect(await page.evaluate("window.hurt")).toBeUndefined();
    expect(problems).toEqual([]);
  });

  test("fits a telephone, in the colours that the reader's system has", async () => {
    await page.setViewportSize({ width: 400, height: 800 });
    await page.emulateMedia({ colorScheme: "dark" });
    await open();
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(400);
    expect(await page.locator("body").getAttribute("data-drawn")).toContain(" dark");
    const charts = await page
      .locator("#charts svg")
      .evaluateAll((all) => all.map((svg) => svg.getBoundingClientRect().width));
    for (const width of charts) expect(width).toBeLessThanOrEqual(400);
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.emulateMedia({ colorScheme: "light" });
    await drawn("latencySavingsRate light");
  });

  test("says which scenario and seeds made it", async () => {
    await open();
    expect(await page.locator("header").innerText()).toContain("fidelity fast, seeds 1 to 3");
    await page.locator("summary").click();
    expect(await page.locator("#scenario-text").innerText()).toContain('"name": "ibm-2017"');
  });

  test("the table shows one trace, if asked", async () => {
    await open();
    await page.getByLabel("trace").selectOption("syd01");
    const rows = await page.locator("#table-body tr").allInnerTexts();
    expect(rows).toHaveLength(first.cells.filter(({ policy }) => policy !== "none").length);
    expect(rows.every((row) => row.startsWith("syd01"))).toBe(true);
    await open((await page.locator("#link").getAttribute("href"))!);
    expect(await page.locator("#table-body tr").count()).toBe(rows.length);
  });

  test("with advice above, one trace and no paper", async () => {
    const one = { ...document, results: [first] };
    const words = '<p class="headline">Buy memory</p>';
    writeFileSync(join(folder, "advice.html"), toHtml(one, pageScripts(), words));
    await page.goto(pathToFileURL(join(folder, "advice.html")).href);
    await page.waitForSelector("body[data-drawn]");
    expect(await page.locator(".headline").innerText()).toBe("Buy memory");
    expect(await page.locator("#charts svg").count()).toBe(1);
    expect((await page.locator("#charts svg").boundingBox())!.width).toBeGreaterThan(600);
    expect(await page.locator("main").innerText()).not.toContain("paper");
    expect(problems).toEqual([]);
  });

  test("shows the numbers of the document", async () => {
    await open();
    const rows = await page.locator("#table-body tr").allInnerTexts();
    const cells = document.results.flatMap(({ trace, cells }) =>
      cells.filter(({ policy }) => policy !== "none").map((cell) => ({ trace: trace.name, cell })),
    );
    expect(rows).toHaveLength(cells.length);
    for (const [i, { trace, cell }] of cells.entries()) {
      const shown = rows[i]!.split(/\s*\t\s*/);
      expect(shown.slice(0, 2)).toEqual([trace, cell.policy]);
      expect(shown[3]).toBe(`${(100 * cell.latencySavingsRate).toFixed(2)} %`);
      expect(shown[4]).toBe(`${(100 * cell.hitRatio).toFixed(2)} %`);
      expect(shown[6]).toBe(`${Number(cell.meanLatencySeconds.toPrecision(4))} s`);
    }
  });

  test("a marker tells its cell when the mouse is over it", async () => {
    await open();
    await page.locator("#chart-0 .mark-symbol path").first().hover({ force: true });
    await expect
      .poll(() => page.locator("#tip").innerText())
      .toMatch(/^(lru|r-cache) at [\d.]+ [MG]B: /);
  });

  test("the legend takes lines out of charts and table, by the keyboard too", async () => {
    await open();
    const lines = page.locator("#chart-0 .mark-line path");
    const before = await lines.count();
    await page.getByRole("checkbox", { name: "lru" }).focus();
    await page.keyboard.press("Space");
    await drawn("latencySavingsRate light lru");
    expect(await lines.count()).toBe(before - 1);
    const rows = await page.locator("#table-body tr").allInnerTexts();
    expect(rows.filter((row) => row.includes("\tlru\t"))).toEqual([]);
  });

  test("another metric moves the curves and names itself", async () => {
    await open();
    const label = () => page.locator("#chart-0").getAttribute("aria-label");
    expect(await label()).toContain("latency savings against capacity");
    await page.getByLabel("metric").selectOption("meanLatencySeconds");
    await drawn("meanLatencySeconds");
    expect(await page.locator("#metric-name").innerText()).toMatch(/mean latency/i);
    const lru = first.cells.find(({ policy }) => policy === "lru")!;
    const shown = `${Number(lru.meanLatencySeconds.toPrecision(4))} s at 50 MB`;
    expect(await label()).toContain(shown);
  });

  test("a column sorts up and down, and says so", async () => {
    await open();
    const savings = async () =>
      (await page.locator("#table-body tr td:nth-child(4)").allInnerTexts()).map(Number.parseFloat);
    const button = page.getByRole("button", { name: "latency savings" });
    await button.click();
    const up = await savings();
    expect(up).toEqual(up.toSorted((a, b) => a - b));
    await button.click();
    expect(await savings()).toEqual(up.toReversed());
    const head = page.locator("th", { has: button });
    expect(await head.getAttribute("aria-sort")).toBe("descending");
  });

  test("the knee is the smallest capacity that reaches the share asked for", async () => {
    await open();
    const kneeOf = (share: number): number => {
      const cells = first.cells.filter(({ policy }) => policy === "r-cache");
      const most = Math.max(...cells.map((cell) => cell.latencySavingsRate));
      const enough = cells.filter((cell) => cell.latencySavingsRate >= share * most);
      return Math.min(...enough.map((cell) => cell.capacityBytes)) / 1e9;
    };
    const shown = () => page.locator("#knee-body tr").first().locator("td").nth(1).innerText();
    expect(await shown()).toBe(`${kneeOf(0.9)} GB`);
    await page.locator("#knee").fill("70");
    expect(Number.parseFloat(await shown())).toBe(kneeOf(0.7));
    expect(kneeOf(0.7)).toBeLessThan(kneeOf(0.9));
  });

  test("the link restores the view", async () => {
    await open();
    await page.getByLabel("metric").selectOption("hitRatio");
    await page.getByRole("checkbox", { name: "infinite" }).uncheck();
    await page.getByLabel("colours").selectOption("dark");
    await drawn("hitRatio dark infinite");
    const link = await page.locator("#link").getAttribute("href");
    await open(link!);
    await drawn("hitRatio dark infinite");
    expect(await page.getByLabel("metric").inputValue()).toBe("hitRatio");
    expect(await page.getByRole("checkbox", { name: "infinite" }).isChecked()).toBe(false);
    expect(problems).toEqual([]);
  });
});
