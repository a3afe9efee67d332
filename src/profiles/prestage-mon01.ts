/** The registry profile `prestage-mon01`. */

export const prestageMon01 = `\
# prestage-mon01: Prestaging (Montreal), internal, eighteen clients: 263,142 blob GETs in 64 days.
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
days: 64 # counts: days with files, here one after the other

# counts: the sum. Assumption: by method as in all registries but Dallas.
records: { get: 600874, head: 106391, put: 56715, post: 27654, patch: 18222 }
blobGets: 263142 # counts
manifestGets: 134500 # assumption: as in Dallas, 0.511 for each blob GET

clients:
  count: 18 # counts
  growth: 0.6 # assumption: as in Dallas
  skew: 0.8 # assumption

hosts: 6 # assumption: as in Dallas

load:
  weekend: 0.85 # "weak declines" are published (FAST'18); the number is an assumption
  daily: 0.2 # assumption
  peakHour: 16 # assumption: noon in Montreal
  burst: 0.3 # assumption

layers:
  # Fitted to: 65 % of layers below 1 MB and 80 % below 10 MB (FAST'18); counts, not production: 5.17 %
  # of blob GETs above 64 MiB with 63.1 % of the bytes, 0.70 % above 256 MiB, a mean of 12.60 MB.
  # Assumption: the same in all three internal registries. Sources disagree. counts has the sizes of
  # the three together, which is followed. What each registry sent is known only from a recollection
  # of FAST'18's Table 1: 2.45 TB here, a mean of 9.3 MB. Not followed: nobody has checked it, and
  # where it can be added up it is below counts.
  largeShare: 0.339
  small: { log10Mean: 3.28, log10Deviation: 1.22 }
  large: { log10Mean: 7.17, log10Deviation: 0.6 }
  smallest: 90 # sample: 1.3 % below 100 bytes
  greatest: 15.8e9 # assumption

growth:
  unit: layers
  points: # assumption, all of it: no source has it. Dallas's share of distinct layers and its curve
    - [0.1, 7100]
    - [0.25, 9700]
    - [0.5, 12300]
    - [0.75, 14300]
    - [1, 16300]

images:
  blobs: { median: 4.2, sigma: 1.1, most: 150 } # assumption: as in Dallas
  newRepository: 0.5 # assumption
  shared: 0.3 # assumption: less than in Dallas
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
  share: 0.1 # assumption: less than in production
  clients: 2 # assumption
  # keys and sample, Dallas: the 22 hottest hold 246 MB, 17 of them below 4 MB and 8.2 MB together. The
  # sizes of the single layers are an assumption.
  base: [152, 682, 4100, 1000000]
  images:
    - [231, 1120, 9576, 54000, 380000, 2100000, 11000000, 67600000]
    - [190, 845, 3001, 26000, 810000, 3600000, 31000000, 54400000, 74000000]

rounds: # keys, Dallas: the monitor's namespace has 36 to 42 % of the blob GETs, its 22 hottest layers 23 to 27 %
  share: 0.05 # assumption
  images: 20 # assumption
  skew: 0.6 # assumption

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
  - { figure: records, value: 809856, source: counts, over: part }
  - { figure: blobGets, value: 263142, source: counts, over: part }
  - { figure: clients, value: 18, source: counts }
  - { figure: layersUnder1MB, value: 0.65, source: "FAST'18", over: any }
  - { figure: layersUnder10MB, value: 0.8, source: "FAST'18", over: any }
  - { figure: meanBlobBytes, value: 12.60e6, source: "counts, not production", over: any }
  - { figure: meanBlobBytes, value: 9.31e6, source: "Table 1, unverified", over: any }
  - { figure: blobGetsOver64MiB, value: 0.0517, source: "counts, not production", over: any }
  - { figure: bytesOver64MiB, value: 0.631, source: "counts, not production", over: any }
  - { figure: blobGetsOver256MiB, value: 0.00697, source: "counts, not production", over: any }
  - { figure: bytesOver256MiB, value: 0.275, source: "counts, not production", over: any }
  - { figure: blobGetsOver1GiB, value: 0.000299, source: "counts, not production", over: any }
  - { figure: bytesOver1GiB, value: 0.038, source: "counts, not production", over: any }
`;
