/**
 * Whether what is pulled is as large as what there is. Size and popularity are independent, but a
 * small registry has too few popular images for the sizes of its blob GETs to come out by themselves:
 * one popular image of 400 MB moves its mean, and the share of its bytes that are in large layers.
 */

import type { Bytes, Ratio } from "../units.ts";
import { Column } from "./column.ts";

/** Upper ends of the size classes: where the published tail of production begins. */
const CLASSES: readonly Bytes[] = [2 ** 26, 2 ** 28, Number.POSITIVE_INFINITY];
/** Share of the pulled bytes by which the classes may be off before pulls lean against it. */
const DRIFT: Ratio = 0.01;

/** Layers and images are told of in the order of their numbers. */
export class SizeBalance {
  /** How many layers there are, and their bytes by class. */
  #layers = 0;
  readonly #existing = new Float64Array(CLASSES.length);
  /** For each image, how many layers it has and, class by class, their bytes. */
  readonly #length = new Column(Uint32Array);
  readonly #bytes = new Column(Float64Array);
  /** By class, the pulled bytes above those of as many layers of the mean size; and all of them. */
  readonly #above = new Float64Array(CLASSES.length);
  #pulled = 0;

  /** There is one more layer. */
  layer(size: Bytes): void {
    this.#layers++;
    this.#existing[classOf(size)]! += size;
  }

  /** There is one more image; its layers are told of by `holds`. */
  image(): void {
    for (let of = 0; of < CLASSES.length; of++) this.#bytes.push(0);
    this.#length.push(0);
  }

  /** The last image has a layer of that size. */
  holds(size: Bytes): void {
    const image = this.#length.length - 1;
    const at = CLASSES.length * image + classOf(size);
    this.#bytes.set(at, this.#bytes.get(at) + size);
    this.#length.set(image, this.#length.get(image) + 1);
  }

  /** Of all layers. */
  get meanBytes(): Bytes {
    return this.#existing.reduce((sum, bytes) => sum + bytes, 0) / this.#layers;
  }

  /** An image has been pulled. */
  pulled(image: number): void {
    for (let of = 0; of < CLASSES.length; of++) {
      this.#above[of]! += this.#excess(image, of);
      this.#pulled += this.#bytes.get(CLASSES.length * image + of);
    }
  }

  /** Whether the pulled bytes are spread over the classes as those of the layers. */
  get even(): boolean {
    return this.#above.every((bytes) => Math.abs(bytes) <= DRIFT * this.#pulled);
  }

  /** Whether pulling that image would leave them more even than pulling the other. */
  prefers(image: number, other: number): boolean {
    return this.#after(image) < this.#after(other);
  }

  /** How uneven they would be: the sum of the squares. */
  #after(image: number): number {
    let sum = 0;
    for (let of = 0; of < CLASSES.length; of++) {
      sum += (this.#above[of]! + this.#excess(image, of)) ** 2;
    }
    return sum;
  }

  /** Bytes of a class that an image has above so many layers of the mean size. */
  #excess(image: number, of: number): Bytes {
    const mean = this.#existing[of]! / this.#layers;
    return this.#bytes.get(CLASSES.length * image + of) - this.#length.get(image) * mean;
  }
}

function classOf(size: Bytes): number {
  let of = 0;
  while (size > CLASSES[of]!) of++;
  return of;
}
