/** The scenario preset `recorded`. */

export const recorded = `\
# recorded: a miss costs exactly what the trace says that the response took.
#
# Its waiting is included in that; a hit costs what the registry's memory costs. Nothing else takes time,
# because the recorded duration has it all.

loadBalancer:
  servers: unlimited
  latency: 0 s

registry:
  servers: unlimited
  latency: 0 s
  # The middle of the 1 to 5 ms assumed for a hit, then the payload of 1 GbE.
  memory: { model: affine, base: 3 ms, bandwidth: 117 MB/s }
  link: unlimited

objectStore:
  servers: unlimited
  latency: { model: recorded }
`;
