/** The scenario preset `ibm-2017`. */

export const ibm2017 = `\
# ibm-2017: the IBM Cloud Container Registry as its trace shows it.
#
# A miss takes what a blob GET took in Dallas on 20 June 2017; a hit is spared the object store, both
# its overhead and its 2.28 MB/s. Measured on 999 blob GETs, 00:00 to 00:21 UTC; other registries and
# other hours are not known.

loadBalancer:
  servers: unlimited
  # A reverse proxy adds 0.1 to 0.5 ms (published rule of thumb).
  latency: 0.5 ms

registry:
  servers: unlimited
  # With the load balancer 3 ms before the first byte: the middle of the 1 to 5 ms assumed for a hit.
  latency: 2.5 ms
  # Reading from memory: 4 GB/s, 0.25 ms a MB (Dean and Norvig's latency numbers).
  memory: { model: affine, base: 0 s, bandwidth: 4 GB/s }
  # 1 GbE: 125 MB/s on the wire, about 117 MB/s of payload.
  link: 117 MB/s

objectStore:
  servers: unlimited
  # End to end, measured: overhead lognormal with median 0.92 s and sigma 0.20 (objects below 100 kB),
  # rate 2.28 MB/s (least squares over all sizes), the same for every client, so on the store's side.
  # The 3 ms of the legs before it are taken off the median.
  latency: { model: lognormal, median: 0.917 s, sigma: 0.2, bandwidth: 2.28 MB/s }
`;
