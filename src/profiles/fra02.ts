/** The registry profile `fra02`. */

export const fra02 = `\
# fra02: Frankfurt, production, many polls, few pulls: 701,530 blob GETs in 73 days.
#
# Each number has its source beside it; what no source gives says "assumption". Sources:
#   counts   a complete parse of the distributed archive (ReduLink, ibm_registry_trace_residency_v3_17.json)
#   layers   distinct layers and bytes by share of the trace, in the Virginia Tech group's replayers
#            (nnzhaocs/docker-performance, commits 3725e4c, 6db5e58, ade63ad; siftcachenew.py)
#   keys     the 725,242 GET URIs of Dallas's first three days (gocachemark, ibm_docker_trace_725k)
#   sample   999 blob GETs of Dallas, 20 June 2017, 00:00 to 00:21 UTC (infinibench)
#   records  single records quoted in public code
# Bytes and seconds throughout.

start: 2017-06-20T00:00:00Z # counts: the first record of all
days: 73 # counts: days with files, here one after the other

# counts: the sum. Assumption: by method as in all registries but Dallas.
records: { get: 2870759, head: 508300, put: 270967, post: 132123, patch: 87061 }
blobGets: 701530 # counts
manifestGets: 358500 # assumption: as in Dallas, 0.511 for each blob GET

clients:
  count: 2182 # counts
  growth: 0.6 # assumption: as in Dallas
  skew: 0.8 # assumption

hosts: 6 # assumption: as in Dallas

load:
  weekend: 0.85 # "weak declines" are published (FAST'18); the number is an assumption
  daily: 0.2 # assumption
  peakHour: 11 # assumption: noon in Frankfurt
  burst: 0.3 # assumption

layers:
  # Fitted to: 65 % of layers below 1 MB and 80 % below 10 MB (FAST'18); counts, production: 6.05 % of
  # blob GETs above 64 MiB with 65.2 % of the bytes, 0.52 % above 256 MiB, a mean of 14.39 MB.
  # Assumption: the same in all four production registries. Sources disagree. counts has the sizes of
  # the four together, which is followed. What each registry sent is known only from a recollection of
  # FAST'18's Table 1: 3.30 TB here, a mean of 4.7 MB. Not followed: nobody has checked it, and where it
  # can be added up it is below counts.
  largeShare: 0.347
  small: { log10Mean: 3.31, log10Deviation: 1.06 }
  large: { log10Mean: 7.205, log10Deviation: 0.645 }
  smallest: 90 # sample: 1.3 % below 100 bytes
  greatest: 15.8e9 # assumption

growth:
  unit: bytes
  points: # layers
    - [0.1, 77.5e9]
    - [0.25, 158.7e9]
    - [0.5, 326.1e9]
    - [0.75, 401.0e9]
    - [1, 481.9e9]

images:
  blobs: { median: 4.2, sigma: 1.1, most: 150 } # assumption: as in Dallas
  newRepository: 0.8 # assumption
  shared: 0.45 # assumption: as in Dallas
  empty: 0.25 # assumption: as in Dallas
  latest: 0.5 # assumption: as in Dallas

manifests: # records: 502 to 12,285 bytes. The line is an assumption: a factor of 0.5 to 1.5 is on each blob's bytes
  bytes: 430
  bytesPerBlob: 140

reuse:
  exponent: 0.85 # assumption: as in Dallas
  sameClient: 0.25 # assumption: as in Dallas
  partial: 0.2 # assumption: as in Dallas

monitor:
  share: 0.235 # assumption: as in Dallas, where by keys 22 layers take 23 to 27 % of the blob GETs
  clients: 3 # assumption
  # keys and sample, Dallas: the 22 hottest hold 246 MB, 17 of them below 4 MB and 8.2 MB together. The
  # sizes of the single layers are an assumption.
  base: [152, 682, 4100, 1000000]
  images:
    - [231, 1120, 9576, 54000, 380000, 2100000, 11000000, 67600000]
    - [190, 845, 3001, 26000, 810000, 3600000, 31000000, 54400000, 74000000]

rounds: # keys, Dallas: the monitor's namespace has 36 to 42 % of the blob GETs, its 22 hottest layers 23 to 27 %
  share: 0.16 # assumption
  images: 80 # assumption
  skew: 0.5 # assumption

polls:
  repositories: 2000 # assumption: so many, at most, are polled and pushed to
  skew: 1.3 # assumption: as in Dallas

pings:
  sessions: 0.9 # assumption: sessions begin with at most so many of the pings; the others are health checks

pushes:
  pulled: 0.5 # assumption
  delay: 30 # assumption
  heads: 0.8 # assumption
  mounted: 0.27 # counts, all registries: 320,643 POSTs answered 201, if all PUTs are
  redirected: 0.057 # counts, all registries: 67,148

latency:
  # sample: least squares 0.94 s + size ÷ 2.28 MB/s; below 100 kB a median of 0.927 s and sigma 0.20.
  # Assumption: the same here.
  overhead: 0.927
  sigma: 0.2
  bandwidth: 2.28e6
  ping: 0.01 # assumption
  manifest: 0.28 # records: 0.23 to 0.75 s
  head: 0.87 # records: 0.77 and 0.98 s
  put: 1.2 # records: 1.04 and 1.41 s

transfers:
  parallel: 3 # Docker's default; sample: four at once with the config blob
  gap: 0.044 # sample
  sigma: 1 # assumption: of the gaps, lognormal

published:
  - { figure: records, value: 3869210, source: counts, over: part }
  - { figure: blobGets, value: 701530, source: counts, over: part }
  - { figure: clients, value: 2182, source: counts }
  - { figure: bytes, value: 7.75e10, source: layers, at: 0.1 }
  - { figure: bytes, value: 1.587e11, source: layers, at: 0.25 }
  - { figure: bytes, value: 3.261e11, source: layers, at: 0.5 }
  - { figure: bytes, value: 4.01e11, source: layers, at: 0.75 }
  - { figure: bytes, value: 4.819e11, source: layers, at: 1 }
  - { figure: layersUnder1MB, value: 0.65, source: "FAST'18", over: any }
  - { figure: layersUnder10MB, value: 0.8, source: "FAST'18", over: any }
  - { figure: meanBlobBytes, value: 14.39e6, source: "counts, production", over: any }
  - { figure: meanBlobBytes, value: 4.70e6, source: "Table 1, unverified", over: any }
  - { figure: blobGetsOver64MiB, value: 0.0605, source: "counts, production", over: any }
  - { figure: bytesOver64MiB, value: 0.652, source: "counts, production", over: any }
  - { figure: blobGetsOver256MiB, value: 0.00521, source: "counts, production", over: any }
  - { figure: bytesOver256MiB, value: 0.236, source: "counts, production", over: any }
  - { figure: blobGetsOver1GiB, value: 0.000545, source: "counts, production", over: any }
  - { figure: bytesOver1GiB, value: 0.087, source: "counts, production", over: any }
`;
