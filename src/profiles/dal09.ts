/** The registry profile `dal09`. */

export const dal09 = `\
# dal09: Dallas, production, the busiest of the seven: 7,236,886 blob GETs in 73 days.
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

# counts: all records of Dallas; its GETs and PUTs: another public count. What remains is split as in
# all registries: assumption.
records: { get: 17422234, head: 1883345, put: 738819, post: 489553, patch: 322592 }
blobGets: 7236886 # counts
# keys: 0.511 for each blob GET. Sources disagree: this leaves 37 % of the GETs for pings, where keys has
# 46 %, and 42 % are of blobs, where keys has 36 %. counts is followed: it is of the whole trace.
manifestGets: 3701000

clients:
  count: 8157 # counts
  growth: 0.6 # sample: 36 after 999 blob GETs; counts: 8,157 after all
  skew: 0.8 # assumption

hosts: 6 # sample: six, evenly, whichever client asks

load:
  weekend: 0.85 # "weak declines" are published (FAST'18); the number is an assumption
  daily: 0.2 # assumption
  peakHour: 17 # assumption: noon in Dallas
  burst: 0.3 # assumption

layers:
  # Fitted to: 65 % of layers below 1 MB and 80 % below 10 MB (FAST'18); counts, production: 6.05 % of
  # blob GETs above 64 MiB with 65.2 % of the bytes, 0.52 % above 256 MiB, a mean of 14.39 MB.
  largeShare: 0.347
  small: { log10Mean: 3.31, log10Deviation: 1.06 }
  large: { log10Mean: 7.205, log10Deviation: 0.645 }
  smallest: 90 # sample: 1.3 % below 100 bytes
  greatest: 15.8e9 # assumption

growth:
  unit: layers
  points:
    - [0.000138, 554] # sample: distinct digests of 999 blob GETs
    - [0.0358, 81335] # keys: distinct digests of the first 259,274 blob GETs
    # layers: 194,007 and 3.734 TB, which is 218,000 of the mean size: between the two. The same source
    # has 2.784 TB at 5 %, three quarters of that, which cannot hold beside keys: keys is followed,
    # because it is the very list of URIs.
    - [0.1, 206000]
    - [0.25, 273000] # layers: 267,151 and 4.932 TB, which is 288,000 of the mean size
    - [0.5, 339813] # layers, this and all that follow
    - [0.75, 394729]
    - [1, 450944]

images:
  blobs: { median: 4.2, sigma: 1.1, most: 150 } # keys: 1, 2, 4, 8, 16, 24, 47 at p10 to p99
  newRepository: 0.8 # assumption; keys: 12 layers and 1.5 manifests to a repository
  shared: 0.45 # keys: a digest is in 1.33 repositories on average
  empty: 0.25 # keys: in 863 of 3,162 namespaces
  latest: 0.5 # keys: 49 % of manifest GETs name one tag

manifests: # records: 502 to 12,285 bytes. The line is an assumption: a factor of 0.5 to 1.5 is on each blob's bytes
  bytes: 430
  bytesPerBlob: 140

reuse:
  exponent: 0.85 # fitted to the reuse distances and hit ratios of keys
  sameClient: 0.25 # counts: 8.7 to 23.7 % of blob GETs are in a client's last 64 MiB to 1 GiB
  partial: 0.2 # assumption

monitor:
  share: 0.235 # keys, Dallas: 22 layers take 23 to 27 % of the blob GETs
  clients: 3 # assumption
  # keys and sample, Dallas: the 22 hottest hold 246 MB, 17 of them below 4 MB and 8.2 MB together. The
  # sizes of the single layers are an assumption.
  base: [152, 682, 4100, 1000000]
  images:
    - [231, 1120, 9576, 54000, 380000, 2100000, 11000000, 67600000]
    - [190, 845, 3001, 26000, 810000, 3600000, 31000000, 54400000, 74000000]

rounds: # keys, Dallas: the monitor's namespace has 36 to 42 % of the blob GETs, its 22 hottest layers 23 to 27 %
  share: 0.16 # keys: the difference
  images: 80 # fitted to the hit ratios of keys
  skew: 0.5 # fitted to the hit ratios of keys

polls:
  repositories: 2000 # assumption: so many, at most, are polled and pushed to
  skew: 1.3 # keys: ten repositories take 42 % of the manifest GETs

pings:
  sessions: 0.9 # assumption: sessions begin with at most so many of the pings; the others are health checks

pushes:
  pulled: 0.5 # assumption
  delay: 30 # assumption
  heads: 0.8 # assumption
  mounted: 0.27 # counts, all registries: 320,643 POSTs answered 201, if all PUTs are
  redirected: 0.057 # counts, all registries: 67,148

latency:
  # sample: least squares 0.94 s + size ÷ 2.28 MB/s; below 100 kB a median of 0.927 s and sigma 0.20
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
  - { figure: records, value: 20856543, source: counts, over: part }
  - { figure: blobGets, value: 7236886, source: counts, over: part }
  - { figure: clients, value: 8157, source: counts }
  - { figure: layers, value: 194007, source: layers, at: 0.1 }
  - { figure: layers, value: 267151, source: layers, at: 0.25 }
  - { figure: layers, value: 339813, source: layers, at: 0.5 }
  - { figure: layers, value: 394729, source: layers, at: 0.75 }
  - { figure: layers, value: 450944, source: layers, at: 1 }
  - { figure: bytes, value: 2.784e12, source: layers, at: 0.05 }
  - { figure: bytes, value: 3.734e12, source: layers, at: 0.1 }
  - { figure: bytes, value: 4.932e12, source: layers, at: 0.25 }
  - { figure: bytes, value: 5.963e12, source: layers, at: 0.5 }
  - { figure: bytes, value: 6.754e12, source: layers, at: 0.75 }
  - { figure: bytes, value: 7.719e12, source: layers, at: 1 }
  - { figure: layers, value: 81335, source: keys, at: 0.0358 }
  - { figure: layers, value: 554, source: sample, at: 0.000138 }
  - { figure: infiniteHitRatio, value: 0.938, source: layers and counts }
  - { figure: layersUnder1MB, value: 0.65, source: "FAST'18", over: any }
  - { figure: layersUnder10MB, value: 0.8, source: "FAST'18", over: any }
  - { figure: meanBlobBytes, value: 14.39e6, source: "counts, production", over: any }
  - { figure: blobGetsOver64MiB, value: 0.0605, source: "counts, production", over: any }
  - { figure: bytesOver64MiB, value: 0.652, source: "counts, production", over: any }
  - { figure: blobGetsOver256MiB, value: 0.00521, source: "counts, production", over: any }
  - { figure: bytesOver256MiB, value: 0.236, source: "counts, production", over: any }
  - { figure: blobGetsOver1GiB, value: 0.000545, source: "counts, production", over: any }
  - { figure: bytesOver1GiB, value: 0.087, source: "counts, production", over: any }
  - { figure: topThousandth, value: 0.319, source: keys, over: 3 }
  - { figure: topHundredth, value: 0.44, source: keys, over: 3 }
  - { figure: topTenth, value: 0.624, source: keys, over: 3 }
  - { figure: oneTimers, value: 0.681, source: keys, over: 3 }
  - { figure: twoTimers, value: 0.147, source: keys, over: 3 }
  - { figure: tenTimers, value: 0.022, source: keys, over: 3 }
  - { figure: zipfExponent, value: 0.88, source: keys, over: 3 }
  - { figure: repositoriesPerLayer, value: 1.33, source: keys, over: 3 }
  - { figure: infiniteHitRatio, value: 0.686, source: keys, over: 3 }
  - { figure: lruThousandth, value: 0.243, source: keys, over: 3 }
  - { figure: lruHundredth, value: 0.419, source: keys, over: 3 }
  - { figure: lruTwentieth, value: 0.571, source: keys, over: 3 }
  - { figure: lruTenth, value: 0.624, source: keys, over: 3 }
  - { figure: lruFifth, value: 0.655, source: keys, over: 3 }
  - { figure: reuseP50, value: 371, source: keys, over: 3 }
  - { figure: reuseP75, value: 4310, source: keys, over: 3 }
  - { figure: reuseP90, value: 14670, source: keys, over: 3 }
  - { figure: manifestTopHundredth, value: 0.848, source: keys, over: 3 }
  - { figure: manifestsWithoutBlobs, value: 0.759, source: keys, over: 3 }
  - { figure: pingsOfGets, value: 0.46, source: keys, over: 3 }
  - { figure: blobsOfGets, value: 0.357, source: keys, over: 3 }
  - { figure: sessionBlobsMean, value: 7.5, source: sample, over: any }
  - { figure: sessionBlobsP50, value: 5, source: sample, over: any }
  - { figure: sessionBlobsP90, value: 14, source: sample, over: any }
  - { figure: sessionBytesP50, value: 56e6, source: sample, over: any }
  - { figure: overheadSeconds, value: 0.94, source: sample, over: any }
  - { figure: bandwidth, value: 2.28e6, source: sample, over: any }
  - { figure: durationP50, value: 1.02, source: sample, over: any }
`;
