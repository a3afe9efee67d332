/**
 * Images as lists of layers, and which image a pull asks for: a new one, as often as the published
 * growth of the footprint demands, else the one that a pull some time ago asked for. Repeating past
 * pulls makes what is popular more popular (Yule and Simon's process, whose one-timers are those of
 * the real trace), and repeating recent ones more often makes popularity pass.
 */

import { lognormal } from "../random/lognormal.ts";
import type { Stream } from "../random/stream.ts";
import type { Bytes, Ratio } from "../units.ts";
import { Column } from "./column.ts";
import { layerSizes } from "./layer-sizes.ts";
import type { Profile } from "./profile.ts";
import { SizeBalance } from "./size-balance.ts";

/** The empty layer: the same 32 bytes in every registry. */
const EMPTY_LAYER = 0;
const EMPTY_LAYER_BYTES = 32;
/** Pulls over which the number of new layers is made to keep to the growth curve. */
const HORIZON = 100;

/** What a pull asks for. Reused: valid until the next one. */
export interface Pull {
  image: number;
  /** Whether nobody has asked for the image before. */
  fresh: boolean;
  /** The client that repeats its own pull; −1 for anyone. */
  client: number;
  /** Of the image's layers, the first that the client lacks. */
  from: number;
}

export class ImageLibrary {
  /** Bytes of each layer, by layer. */
  readonly sizes = new Column(Float64Array);
  /** For each image: its repository, where its layers begin in `layers`, and how many there are. */
  readonly repository = new Column(Uint32Array);
  readonly first = new Column(Uint32Array);
  readonly length = new Column(Uint32Array);
  readonly layers = new Column(Uint32Array);
  /** For each image, the manifest by which it is pulled: as dense integers. */
  readonly manifest = new Column(Uint32Array);
  readonly manifestSizes = new Column(Float64Array);
  /** For each repository, its newest image, and its manifest called latest plus 1; 0 for none. */
  readonly newest = new Column(Uint32Array);
  readonly #latest = new Column(Uint32Array);
  readonly #isLatest = new Column(Uint32Array);
  /** The monitor's images are the first ones, up to here; those of the rounds follow, up to there. */
  readonly monitorImages: number;
  readonly scheduledImages: number;

  readonly #profile: Profile;
  readonly #draws: Stream;
  readonly #blobs: () => number;
  readonly #size: () => Bytes;
  /** Past pulls of users. */
  readonly #pulled = new Column(Uint32Array);
  readonly #pulledBy = new Column(Uint32Array);
  #pulls = 0;
  readonly #balance = new SizeBalance();
  /** Of what has been asked for, in the unit of the growth curve. */
  #footprint = 0;
  /** What the image that is being made adds to the footprint when it is first asked for. */
  #unasked = 0;
  readonly #adds = new Column(Float64Array);
  #freshLayers = 0;
  #freshImages = 0;
  readonly #pull: Pull = { image: 0, fresh: false, client: -1, from: 0 };

  constructor(profile: Profile, sizes: Stream, draws: Stream) {
    this.#profile = profile;
    this.#draws = draws;
    const { blobs } = profile.images;
    this.#blobs = lognormal(Math.log(blobs.median), blobs.sigma, draws);
    this.#size = layerSizes(profile.layers, sizes);
    this.#layer(EMPTY_LAYER_BYTES);
    const base = [EMPTY_LAYER, ...profile.monitor.base.map((size) => this.#layer(size))];
    for (const own of profile.monitor.images) {
      const image = this.#image(this.#newRepository());
      for (const layer of base) this.layers.push(layer);
      for (const size of own) this.layers.push(this.#layer(size));
      this.#close(image);
    }
    this.monitorImages = profile.monitor.images.length;
    for (let n = 0; n < profile.rounds.images; n++) this.#newImage();
    this.scheduledImages = this.repository.length;
  }

  /** Whether a manifest is pulled by the tag that every repository has. */
  isLatest(manifest: number): boolean {
    return this.#isLatest.get(manifest) === 1;
  }

  get repositories(): number {
    return this.newest.length;
  }

  /** What a user asks for next, after that share of the blob GETs, each worth `step` of them. */
  next(progress: Ratio, step: Ratio): Pull {
    const pull = this.#pull;
    const { reuse } = this.#profile;
    pull.from = 0;
    pull.client = -1;
    pull.fresh = this.#pulls === 0 || this.#draws() < this.#freshShare(progress, step);
    if (pull.fresh) {
      pull.image = this.#newImage();
      return pull;
    }
    const past = this.#repeated();
    pull.image = this.#pulled.get(past);
    if (this.#draws() < reuse.sameClient) pull.client = this.#pulledBy.get(past);
    if (this.#draws() < reuse.partial) {
      pull.from = Math.floor(this.#draws() * this.length.get(pull.image));
    }
    return pull;
  }

  /** That client has made the pull that `next` gave. */
  made(client: number): void {
    this.#pulled.push(this.#pull.image);
    this.#pulledBy.push(client);
    this.#pulls++;
  }

  /** An image is asked for: when it is the first time, its new layers are from now on in the footprint. */
  ask(image: number): void {
    this.#footprint += this.#adds.get(image);
    this.#adds.set(image, 0);
  }

  /** An image has been pulled by others than the monitor. */
  count(image: number): void {
    this.#balance.pulled(image);
  }

  /** A past pull to repeat, or another one where that keeps sizes independent of popularity. */
  #repeated(): number {
    const past = this.#past();
    if (this.#balance.even) return past;
    const other = this.#past();
    return this.#balance.prefers(this.#pulled.get(other), this.#pulled.get(past)) ? other : past;
  }

  /** The chance that a pull must ask for something new, for the footprint to keep to its curve. */
  #freshShare(progress: Ratio, step: Ratio): Ratio {
    const wanted = this.#grown(progress + HORIZON * step) - this.#footprint;
    const { blobs, shared } = this.#profile.images;
    const guess = blobs.median * Math.exp(blobs.sigma ** 2 / 2) * (1 - shared);
    const layers = this.#freshImages < HORIZON ? guess : this.#freshLayers / this.#freshImages;
    const each = this.#profile.growth.unit === "layers" ? layers : layers * this.#balance.meanBytes;
    return wanted / (HORIZON * each);
  }

  /** The footprint that the curve wants after that share of the blob GETs. */
  #grown(progress: Ratio): number {
    let fromAt = 0;
    let fromAmount = 0;
    for (const [at, amount] of this.#profile.growth.points) {
      if (progress < at) {
        return fromAmount + ((amount - fromAmount) * (progress - fromAt)) / (at - fromAt);
      }
      fromAt = at;
      fromAmount = amount;
    }
    return fromAmount;
  }

  /** A past pull: recent ones more often, the lag ∝ lag^−exponent. */
  #past(): number {
    const { exponent } = this.#profile.reuse;
    const u = this.#draws();
    const most = this.#pulls;
    const lag =
      exponent === 1
        ? (most + 1) ** u
        : (1 + u * ((most + 1) ** (1 - exponent) - 1)) ** (1 / (1 - exponent));
    return most - Math.min(most, Math.max(1, Math.floor(lag)));
  }

  #newImage(): number {
    const { blobs, newRepository, shared, empty } = this.#profile.images;
    const draws = this.#draws;
    const count = Math.min(blobs.most, Math.max(1, Math.round(this.#blobs())));
    const old = this.#pulls > 0 ? this.#pulled.get(this.#past()) : -1;
    const opens = old < 0 || draws() < newRepository;
    const image = this.#image(opens ? this.#newRepository() : this.repository.get(old));
    let inherited = 0;
    if (draws() < empty) this.layers.push(EMPTY_LAYER);
    if (old >= 0) {
      // Uniform up to twice the mean share, of what the older image has besides the empty layer.
      const wish = Math.floor(count * 2 * shared * draws());
      const first = this.first.get(old);
      for (let i = first; i < first + this.length.get(old) && inherited < wish; i++) {
        const layer = this.layers.get(i);
        if (layer === EMPTY_LAYER) continue;
        this.layers.push(layer);
        inherited++;
      }
    }
    for (let i = inherited; i < count; i++) this.layers.push(this.#layer(this.#size()));
    this.#freshImages++;
    this.#freshLayers += count - inherited;
    this.#close(image);
    return image;
  }

  #layer(size: Bytes): number {
    const layer = this.sizes.length;
    this.sizes.push(size);
    this.#balance.layer(size);
    this.#unasked += this.#profile.growth.unit === "layers" ? 1 : size;
    return layer;
  }

  #newRepository(): number {
    this.newest.push(0);
    this.#latest.push(0);
    return this.newest.length - 1;
  }

  #image(repository: number): number {
    const image = this.repository.length;
    this.repository.push(repository);
    this.first.push(this.layers.length);
    this.newest.set(repository, image);
    return image;
  }

  /** The image's layers are all there: it gets its manifest. */
  #close(image: number): void {
    const length = this.layers.length - this.first.get(image);
    this.length.push(length);
    this.#balance.image();
    for (let i = this.first.get(image); i < this.layers.length; i++) {
      const layer = this.layers.get(i);
      // The empty layer, which is in a quarter of the images, is no sample of the layers' sizes.
      if (layer !== EMPTY_LAYER) this.#balance.holds(this.sizes.get(layer));
    }
    this.#adds.push(this.#unasked);
    this.#unasked = 0;
    const repository = this.repository.get(image);
    let manifest = this.#latest.get(repository) - 1;
    const latest = this.#draws() < this.#profile.images.latest;
    if (!latest || manifest < 0) {
      manifest = this.manifestSizes.length;
      const { bytes, bytesPerBlob } = this.#profile.manifests;
      this.manifestSizes.push(bytes + Math.round(bytesPerBlob * length * (0.5 + this.#draws())));
      this.#isLatest.push(latest ? 1 : 0);
      if (latest) this.#latest.set(repository, manifest + 1);
    }
    this.manifest.push(manifest);
  }
}
