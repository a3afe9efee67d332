/** The scenario preset `paper-testbed`. */

export const paperTestbed = `\
# paper-testbed: the machines of the R-cache paper's section 4.1, as far as it describes them.
#
# Named there: 24 GB of memory, one 500 GB SATA disk of 7200 rpm. Not named there, and assumed here:
# the network, 1 GbE, and that registry and object store are two such machines.

loadBalancer:
  servers: unlimited
  # A reverse proxy adds 0.1 to 0.5 ms (published rule of thumb).
  latency: 0.5 ms

registry:
  # Four cores with two threads each (i7-6700).
  servers: 8
  latency: 2.5 ms
  # Reading from memory: 4 GB/s, 0.25 ms a MB (Dean and Norvig's latency numbers).
  memory: { model: affine, base: 0 s, bandwidth: 4 GB/s }
  # 1 GbE: 125 MB/s on the wire, about 117 MB/s of payload.
  link: 117 MB/s
  # The client is sent the bytes as they come from the store.
  relay: cut-through

objectStore:
  servers: 8
  # A round trip in the same data centre, 0.5 ms (Dean and Norvig), and as much again to find the object.
  latency: 1 ms
  memory:
    # Half of the 24 GB, for the store's share of the page cache.
    capacity: 12 GB
    latency: { model: affine, base: 0 s, bandwidth: 4 GB/s }
    dedup: inclusive
  disks: 1
  disk:
    # Average read seek of 7200 rpm drives: 7.4 to 8.2 ms (drive manuals of WD and HGST).
    seek: 7.8 ms
    # Up to one turn: 60 s / 7200.
    rotation: { model: uniform, least: 0 s, greatest: 8.33 ms }
    # Sustained reading of 500 GB drives of that time: 31 to 65 MB/s measured on an older one
    # (Hitachi 7K500 manual), 100 to 125 MB/s usual for newer ones (not verified).
    bandwidth: 100 MB/s
  link: 117 MB/s
`;
