/**
 * The policies whose definition leaves no choice, once more: plain, slow and obvious, each on arrays
 * and with its own bookkeeping, sharing nothing with `policy/`. Property tests compare the two.
 *
 * In every array the object that goes first stands first.
 */

/** Answers whether a request, the `index`-th, is a hit, and keeps the object as the policy says. */
export type PlainCache = (object: number, index: number) => boolean;

/** Makes an empty cache for objects of these sizes; `requests` is the whole sequence. */
export type PlainPolicy = (
  sizes: readonly number[],
  capacity: number,
  requests: readonly number[],
) => PlainCache;

/** A policy that keeps one array of residents and chooses the next victim among them. */
function single(
  hit: (residents: number[], object: number) => void,
  victim: (residents: number[]) => number,
): PlainPolicy {
  return (sizes, capacity) => {
    const residents: number[] = [];
    return (object) => {
      if (residents.includes(object)) {
        hit(residents, object);
        return true;
      }
      if (sizes[object]! > capacity) return false;
      while (bytes(residents, sizes) + sizes[object]! > capacity) {
        drop(residents, victim(residents));
      }
      residents.push(object);
      return false;
    };
  };
}

export function bytes(list: readonly number[], sizes: readonly number[]): number {
  return list.reduce((sum, object) => sum + sizes[object]!, 0);
}

/** Takes an object out of the list. True if it was there. */
export function drop(list: number[], object: number): boolean {
  const at = list.indexOf(object);
  if (at < 0) return false;
  list.splice(at, 1);
  return true;
}

export const plainFifo = single(
  () => {},
  (residents) => residents[0]!,
);

export const plainLru = single(
  (residents, object) => {
    drop(residents, object);
    residents.push(object);
  },
  (residents) => residents[0]!,
);

export const plainClock: PlainPolicy = (...setting) => {
  const bits = new Set<number>();
  const cache = single(
    (_, object) => bits.add(object),
    (residents) => {
      while (bits.delete(residents[0]!)) residents.push(residents.shift()!);
      return residents[0]!;
    },
  )(...setting);
  return cache;
};

export const plainSieve: PlainPolicy = (...setting) => {
  const visited = new Set<number>();
  let hand = 0;
  return single(
    (_, object) => visited.add(object),
    (residents) => {
      while (visited.delete(residents[hand]!)) hand = (hand + 1) % residents.length;
      const victim = residents[hand]!;
      // Its younger neighbour moves under the hand; the youngest has none, so the hand starts over.
      if (hand === residents.length - 1) hand = 0;
      return victim;
    },
  )(...setting);
};

/** Evicts the least by `rank`, which is asked anew for every resident at every eviction. */
function ranked(
  rank: (object: number, frequency: number, inflation: number) => number,
): PlainPolicy {
  return (sizes, capacity) => {
    let inflation = 0;
    const residents: { object: number; frequency: number; rank: number; used: number }[] = [];
    return (object, index) => {
      const found = residents.find((resident) => resident.object === object);
      if (found) {
        found.frequency++;
        found.rank = rank(object, found.frequency, inflation);
        found.used = index;
        return true;
      }
      if (sizes[object]! > capacity) return false;
      const held = () =>
        bytes(
          residents.map((resident) => resident.object),
          sizes,
        );
      while (held() + sizes[object]! > capacity) {
        residents.sort((a, b) => a.rank - b.rank || a.used - b.used);
        inflation = residents.shift()!.rank;
      }
      residents.push({ object, frequency: 1, rank: rank(object, 1, inflation), used: index });
      return false;
    };
  };
}

export const plainLfu = ranked((_object, frequency) => frequency);

export const plainLfuDa = ranked((_object, frequency, inflation) => inflation + frequency);

export const plainGdsf: PlainPolicy = (sizes, ...rest) =>
  ranked((object, frequency, inflation) => inflation + (frequency * 1e6) / sizes[object]!)(
    sizes,
    ...rest,
  );

/** Looks for each resident's next request in the sequence itself. */
function clairvoyant(
  precedes: (
    a: { distance: number; size: number },
    b: { distance: number; size: number },
  ) => boolean,
  bypass: boolean,
): PlainPolicy {
  return (sizes, capacity, requests) => {
    let residents: number[] = [];
    return (object, index) => {
      const hit = residents.includes(object);
      drop(residents, object);
      if (hit) {
        residents.push(object);
        return true;
      }
      if (sizes[object]! > capacity) return false;
      const facts = (candidate: number) => {
        const next = requests.indexOf(candidate, index + 1);
        return {
          distance: next < 0 ? Number.POSITIVE_INFINITY : next - index,
          size: sizes[candidate]!,
        };
      };
      const kept = [...residents];
      while (bytes(kept, sizes) + sizes[object]! > capacity) {
        let victim = kept[0]!;
        for (const candidate of kept) {
          if (precedes(facts(candidate), facts(victim))) victim = candidate;
        }
        if (bypass && !precedes(facts(victim), facts(object))) return false;
        drop(kept, victim);
      }
      residents = [...kept, object];
      return false;
    };
  };
}

export const plainBelady = clairvoyant((a, b) => a.distance > b.distance, false);

export const plainBeladyBypass = clairvoyant((a, b) => a.distance > b.distance, true);

export const plainBeladySize = clairvoyant((a, b) => {
  if (a.distance === b.distance) return a.size > b.size;
  const [first, second] = [a.distance * a.size, b.distance * b.size];
  return first > second || (first === second && a.size > b.size);
}, false);
