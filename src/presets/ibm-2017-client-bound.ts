/** The scenario preset `ibm-2017-client-bound`. */

export const ibm2017ClientBound = `\
# ibm-2017-client-bound: as ibm-2017, but a hit is spared only the object store's overhead.
#
# In Dallas every client had about 2.28 MB/s, hit or not as far as the trace shows. ibm-2017 reads
# that as the store's rate, this as the clients' own: the two bound what a cache can save there.

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
  # The link is as wide as it takes, and each client is given what clients were seen to have.
  link: unlimited
  clientRate: 2.28 MB/s

objectStore:
  servers: unlimited
  # End to end, as in ibm-2017: least squares over 999 blob GETs, Dallas, 20 June 2017.
  latency: { model: lognormal, median: 0.917 s, sigma: 0.2, bandwidth: 2.28 MB/s }
`;
