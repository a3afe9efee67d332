/**
 * How each policy is drawn, everywhere the same. Colours are those of Okabe and Ito, "Color Universal
 * Design" (2008), told apart by people with any form of colour blindness, made lighter where the page
 * is dark; policies differ by marker and dash too, so that nothing rests on colour alone.
 */

/** Light or dark page. */
export type Theme = "light" | "dark";

/** How a line is drawn. */
export interface LineStyle {
  readonly color: string;
  /** A symbol of Vega. */
  readonly shape: string;
  readonly dash: readonly number[];
  readonly width: number;
  /** What is said beside the name in the legend. */
  readonly note: string;
  /** True for what no registry can run: dashed, without markers. */
  readonly bound: boolean;
}

/** Blue, vermilion, bluish green, reddish purple, orange, sky blue, yellow. */
const OKABE_ITO: Readonly<Record<Theme, readonly string[]>> = {
  light: ["#0072b2", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#8a7a00", "#7f7f7f"],
  dark: ["#4aa3df", "#1fc79a", "#e3a1c6", "#f0b030", "#8fd0f5", "#f0e442", "#a8a8a8"],
};
const VERMILION: Readonly<Record<Theme, string>> = { light: "#d55e00", dark: "#ff8a3d" };
const INK: Readonly<Record<Theme, string>> = { light: "#222222", dark: "#e6e6e6" };
const SHAPES = ["square", "triangle-up", "diamond", "triangle-down", "cross", "triangle-right"];
const DASHES = [[], [6, 2], [2, 2], [6, 2, 2, 2]];

/** The policy that the others are compared with. */
export const STANDS_OUT = "r-cache";

/** Which policy has which colour and shape; whoever is not here comes after. */
const ORDER = ["lru", "gdsf", "lfu-da", "s3-fifo", "fifo", "sieve", "arc", "lfu", "slru", "2q"];
/** What no registry can run, and what it is: the first that there is is dashed, the others dotted. */
const BOUNDS: Readonly<Record<string, string>> = {
  "pfoo-u": "upper bound",
  infinite: "keeps all",
  belady: "sees ahead",
  "belady-size": "sees ahead",
  "pfoo-l": "sees ahead",
};

/** The style of each policy, by its text, bounds last; R-cache stands out, bounds are dashed. */
export function lineStyles(policies: readonly string[], theme: Theme): Map<string, LineStyle> {
  const colors = OKABE_ITO[theme];
  const strangers = policies.filter(
    (policy) => policy !== STANDS_OUT && !Object.hasOwn(BOUNDS, policy) && !ORDER.includes(policy),
  );
  const bounds = Object.keys(BOUNDS).filter((policy) => policies.includes(policy));
  const styleOf = (policy: string): LineStyle => {
    if (policy === STANDS_OUT) {
      const color = VERMILION[theme];
      return { color, shape: "circle", dash: [], width: 2.2, note: "", bound: false };
    }
    if (Object.hasOwn(BOUNDS, policy)) {
      const dash = bounds.indexOf(policy) === 0 ? [4, 3] : [1, 2];
      const note = BOUNDS[policy]!;
      return { color: INK[theme], shape: "stroke", dash, width: 1.2, note, bound: true };
    }
    const place = ORDER.includes(policy)
      ? ORDER.indexOf(policy)
      : ORDER.length + strangers.indexOf(policy);
    return {
      color: colors[place % colors.length]!,
      shape: SHAPES[place % SHAPES.length]!,
      dash: DASHES[Math.floor(place / colors.length) % DASHES.length]!,
      width: 1.3,
      note: "",
      bound: false,
    };
  };
  const others = policies.filter((policy) => !bounds.includes(policy));
  return new Map([...others, ...bounds].map((policy) => [policy, styleOf(policy)]));
}
