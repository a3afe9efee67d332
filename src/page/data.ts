/**
 * The page's data, as the document in it gives them, and how figures are written. These files are
 * plain scripts, one after the other in the page, and share their names.
 */

/** A point of a curve: a cell, with its figures by metric. */
interface PagePoint {
  readonly scenario: string;
  readonly trace: string;
  readonly policy: string;
  /** Bytes; null for no limit. */
  readonly capacity: number | null;
  /** By metric; null where nothing was measured. */
  readonly metrics: Readonly<Record<string, number | null>>;
  readonly halfWidth: number;
}

interface PageMetric {
  readonly name: string;
  readonly label: string;
  /** What stands behind the number, and what it is multiplied with before. */
  readonly unit: string;
  readonly factor: number;
}

interface PagePolicy {
  readonly name: string;
  readonly color: Readonly<Record<"light" | "dark", string>>;
  readonly dash: string;
  /** What the name does not say. */
  readonly note: string;
  /** True for what no registry can run. */
  readonly bound: boolean;
}

interface PageData {
  readonly metrics: readonly PageMetric[];
  readonly policies: readonly PagePolicy[];
  readonly points: readonly PagePoint[];
  /** By name: the whole scenario, as text. */
  readonly scenarios: Readonly<Record<string, string>>;
  /** What the R-cache paper says that it saves, from and to; empty where that is beside the point. */
  readonly paper: readonly number[];
  /** A panel for each scheme, as Vega. */
  readonly specs: Readonly<Record<"light" | "dark", object>>;
}

const page: PageData = JSON.parse(byId("data").textContent ?? "");
const traces = [...new Set(page.points.map(({ trace }) => trace))];
const scenarios = [...new Set(page.points.map(({ scenario }) => scenario))];

/** The element of that id, which is there. */
function byId<T extends HTMLElement>(id: string): T {
  return document.getElementById(id) as T;
}

/** A new element with that text in it. */
function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  text = "",
  attributes: Readonly<Record<string, string>> = {},
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  made.textContent = text;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

/** `41.83 %`, `4.708 s`; a dash where nothing was measured. */
function written(metric: PageMetric, value: number | null | undefined): string {
  if (value === null || value === undefined) return "–";
  const shown = value * metric.factor;
  const digits =
    metric.unit === "%"
      ? { minimumFractionDigits: 2, maximumFractionDigits: 2 }
      : { maximumSignificantDigits: 4 };
  const text = shown.toLocaleString("en-US", digits);
  return `${text} ${metric.unit}`;
}

function capacityText(bytes: number | null): string {
  if (bytes === null) return "unlimited";
  return bytes < 1e9
    ? `${Number((bytes / 1e6).toPrecision(3))} MB`
    : `${Number((bytes / 1e9).toPrecision(3))} GB`;
}
