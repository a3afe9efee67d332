/** What the documents tell their readers to type, typed, and what they say that comes out. */

import { testDocument } from "./testing/run-document.ts";

/** Three pulls of a blob, seen by a proxy. */
const ACCESS_LOG = [1, 2, 3]
  .map(
    (minute) =>
      `10.0.0.${minute} [25/Nov/2026:10:0${minute}:00 +0000] "GET /v2/app/blobs/sha256:${"a1".repeat(32)} HTTP/1.1" 200 2000000 0.250\n`,
  )
  .join("");

testDocument("docs/tutorial.md", {
  clone: true,
  // Docker and Kubernetes hand out a log; the one that is read is made a few lines further down.
  standIns: { docker: '[ "$1 $2" = "logs registry" ]', kubectl: '[ "$1" = logs ]' },
  files: { "access.log": ACCESS_LOG },
});

testDocument("docs/traces-guide.md", {
  // The archive itself is large, and not ours to copy: what is unpacked has its layout.
  standIns: {
    sha1sum: `read -r sum file && [ "\${#sum} $1" = "40 --check" ] && echo "$file: OK"`,
    tar: `[ "$2" = DockerRegistryTraces.tar.gz ] || exit 1
pullsim generate --profile dal09 --requests 700 --out data_centers/dal09/
pullsim generate --profile dev-mon01 --requests 300 --out data_centers/dev-mon01/`,
  },
});

testDocument("docs/formats.md");
testDocument("docs/extending.md");
testDocument("docs/deploy/README.md");
