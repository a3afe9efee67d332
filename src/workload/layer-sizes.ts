/**
 * Sizes of layers: two lognormal components, taken from their strata and not drawn, so that a few
 * thousand layers already have the shares and the mean of the whole distribution, whatever their
 * popularity: the tail holds half of the bytes in one layer of two hundred.
 */

import { normalBelow, probit } from "../random/probit.ts";
import type { Stream } from "../random/stream.ts";
import type { Bytes } from "../units.ts";
import type { Profile } from "./profile.ts";

/** Steps of this share of 1 visit all strata of any width evenly. */
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/** Gives the size of the next layer. */
export function layerSizes(layers: Profile["layers"], draws: Stream): () => Bytes {
  const small = component(layers.small, layers, draws);
  const large = component(layers.large, layers, draws);
  const which = sequence(draws);
  return () => (which() < layers.largeShare ? large() : small());
}

function component(
  { log10Mean, log10Deviation }: Profile["layers"]["small"],
  { smallest, greatest }: Profile["layers"],
  draws: Stream,
): () => Bytes {
  const below = (size: Bytes): number =>
    normalBelow((Math.log10(size) - log10Mean) / log10Deviation);
  const from = below(smallest);
  const to = below(greatest);
  const next = sequence(draws);
  return () => {
    const z = probit(from + (to - from) * next());
    return Math.round(10 ** (log10Mean + log10Deviation * z));
  };
}

/** Evenly spread over (0, 1) after any number of calls. */
function sequence(draws: Stream): () => number {
  let at = draws();
  return () => {
    at += GOLDEN;
    if (at >= 1) at -= 1;
    return at;
  };
}
