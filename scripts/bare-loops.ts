/** Policies as bare loops over typed arrays: residency, bytes and order, no counts but hits. */

type Bare = (object: Uint32Array, sizes: Float64Array, capacity: number) => number;

/** What differs between policies that are a list and a bit for each object. */
interface ListPolicy {
  readonly hit: "move" | "mark" | "nothing";
  readonly spare: "at the back" | "by a hand" | "never";
}

/** Hits of a list policy. The settings are constant, so that they cost a predicted branch each. */
function listLoop({ hit, spare }: ListPolicy): Bare {
  const moves = hit === "move";
  const marks = hit === "mark";
  const back = spare === "at the back";
  const walks = spare === "by a hand";
  return (object, sizes, capacity) => {
    const objects = sizes.length;
    const next = new Int32Array(objects + 1).fill(objects, objects);
    const previous = new Int32Array(objects + 1).fill(objects, objects);
    const resident = new Uint8Array(objects);
    const marked = new Uint8Array(objects);
    let occupancy = 0;
    let hits = 0;
    let hand = objects;
    const unlink = (id: number) => {
      next[previous[id]!] = next[id]!;
      previous[next[id]!] = previous[id]!;
    };
    const link = (id: number) => {
      const first = next[objects]!;
      next[id] = first;
      previous[id] = objects;
      previous[first] = id;
      next[objects] = id;
    };
    for (let i = 0; i < object.length; i++) {
      const id = object[i]!;
      if (resident[id] === 1) {
        hits++;
        if (moves) {
          unlink(id);
          link(id);
        } else if (marks) marked[id] = 1;
        continue;
      }
      const size = sizes[id]!;
      if (size > capacity) continue;
      while (occupancy + size > capacity) {
        let victim = walks && hand !== objects ? hand : previous[objects]!;
        while (marks && marked[victim] === 1) {
          marked[victim] = 0;
          if (back) {
            unlink(victim);
            link(victim);
            victim = previous[objects]!;
          } else {
            victim = previous[victim]!;
            if (victim === objects) victim = previous[objects]!;
          }
        }
        if (walks) hand = previous[victim]!;
        unlink(victim);
        resident[victim] = 0;
        occupancy -= sizes[victim]!;
      }
      resident[id] = 1;
      occupancy += size;
      if (marks) marked[id] = 0;
      link(id);
    }
    return hits;
  };
}

export const BARE: Readonly<Record<string, Bare>> = {
  lru: listLoop({ hit: "move", spare: "never" }),
  fifo: listLoop({ hit: "nothing", spare: "never" }),
  clock: listLoop({ hit: "mark", spare: "at the back" }),
  sieve: listLoop({ hit: "mark", spare: "by a hand" }),
};
