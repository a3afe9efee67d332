/**
 * Requests in memory as other simulators are measured with: popularity by Zipf's law, exponent 0.9,
 * sizes lognormal (median 0.4 MB, sigma 2, at most a gibibyte), independent of each other.
 */

import { stream, type Workload } from "pullsim";

export function zipfWorkload(count: number, objects = 200_000): Workload {
  const draw = stream(1, "bench");
  const cumulative = new Float64Array(objects);
  let sum = 0;
  for (let rank = 0; rank < objects; rank++) cumulative[rank] = sum += (rank + 1) ** -0.9;
  const renamed = new Int32Array(objects).fill(-1);
  const sizes: number[] = [];
  const object = new Uint32Array(count);
  for (let i = 0; i < count; i++) {
    const at = draw() * sum;
    let low = 0;
    for (let high = objects - 1; low < high; ) {
      const middle = (low + high) >> 1;
      if (cumulative[middle]! < at) low = middle + 1;
      else high = middle;
    }
    if (renamed[low] === -1) {
      renamed[low] = sizes.length;
      const normal = Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw());
      sizes.push(Math.min(2 ** 30, Math.max(1, Math.round(4e5 * Math.exp(2 * normal)))));
    }
    object[i] = renamed[low]!;
  }
  const nobody = new Uint32Array(count);
  const arrival = Float64Array.from({ length: count }, (_, i) => (i * 2_592_000) / count);
  return {
    name: "zipf",
    sizes: Float64Array.from(sizes),
    requests: {
      count,
      arrival,
      object,
      duration: new Float64Array(count).fill(1),
      // A hundred clients in turn, each with a pull of eight layers.
      client: Uint32Array.from(object, (_, i) => (i >> 3) % 100),
      repository: nobody,
      host: nobody,
    },
  };
}
