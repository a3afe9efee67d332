/**
 * Prefetching, in two variants.
 *
 * - `manifest`: a client that asks for a repository's manifest will ask for its layers, so those that
 *   it has not had are fetched at once. Source: Anwar et al., FAST'18, section 5, in the reading of its
 *   authors' simulator (chalianwar/docker-performance, prefetch.py): layers are known for a look-up
 *   time, are fetched once for a client, and go when nobody has asked for them within a retention
 *   time. There layers are known by having been pushed. No trace tells which layer a push brought, so
 *   here they are known by having been asked for.
 * - `lcpa`: the second miss of an image pull fetches the layers that go with the missed one; who only
 *   polls manifests fetches nothing. Source: Zhang and Deng, "Cache Prefetching Strategy Based on
 *   Correlation of Image Layers in Docker Registry", J. Frontiers of CS&T 15(2), 2021. There the
 *   correlation is computed from the images' manifests; no trace has their content, so here it is the
 *   share of the past pulls of the missed layer that asked for the other one, too.
 *
 * Both defaults of 10 minutes are those of the authors' simulator; it tries an hour, half a day and a
 * day besides. `correlation` and `history` are assumptions: the papers' abstracts do not give theirs.
 * Sizes do not matter, but what is larger than the cache is not fetched.
 */

import { LayerCorrelation } from "./layer-correlation.ts";
import { ManifestPrefetcher } from "./manifest-prefetcher.ts";
import { definePrefetcher } from "./prefetcher.ts";

export const prefetch = definePrefetcher({
  name: "prefetch",
  summary: "fetches the layers of an image before they are asked for",
  source: "Anwar et al., FAST'18, section 5; Zhang and Deng, LCPA, 2021",
  parameters: {
    variant: {
      choices: ["manifest", "lcpa"],
      default: "manifest",
      description: "what makes it fetch: the GET of a manifest, or the second miss of a pull",
    },
    "look-up": {
      dimension: "seconds",
      default: 600,
      description:
        "variant=manifest: time for which a repository's layers are known after a request",
    },
    correlation: {
      dimension: "ratio",
      default: 0.5,
      description:
        "variant=lcpa: share of the missed layer's past pulls in which a layer has to be",
    },
    history: {
      dimension: "count",
      default: 8,
      description: "variant=lcpa: past requests for the missed layer whose pulls are looked at",
    },
    retention: {
      dimension: "seconds",
      default: 600,
      description: "time after which goes what was fetched and nobody has asked for",
    },
  },
  // Of what is fetched ahead: how its last fetch went, 24; what became of it, 17.
  bytesPerObject: ({ variant }) => 24 + 17 + (variant === "lcpa" ? 10 : 0),
  createPrefetcher(setting, { variant, retention, correlation, history, "look-up": lookUp }) {
    return variant === "lcpa"
      ? new LayerCorrelation(setting, retention, correlation, history)
      : new ManifestPrefetcher(setting.requests, retention, lookUp);
  },
});
