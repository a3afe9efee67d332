/** The scenario preset `s3-today`. */

export const s3Today = `\
# s3-today: a registry in front of a public cloud's object store, as its vendor describes it.
#
# From AWS's performance guide: 100 to 200 ms for a small object or the first byte, and 85 to 90 MB/s
# for each request in flight. The store as a whole is taken to have no limit.

loadBalancer:
  servers: unlimited
  # A reverse proxy adds 0.1 to 0.5 ms (published rule of thumb).
  latency: 0.5 ms

registry:
  servers: unlimited
  latency: 2.5 ms
  # Reading from memory: 4 GB/s, 0.25 ms a MB (Dean and Norvig's latency numbers).
  memory: { model: affine, base: 0 s, bandwidth: 4 GB/s }
  # 10 GbE: about 1170 MB/s of payload, of which a client is assumed to take 1 GbE at most.
  link: 1170 MB/s
  clientRate: 117 MB/s
  relay: cut-through

objectStore:
  servers: unlimited
  # The middle of 100 to 200 ms.
  latency: 150 ms
  # From the store, each request has its own 85 MB/s.
  link: unlimited
  clientRate: 85 MB/s
`;
