/** What the documents tell their readers to type, typed, and what they say that comes out. */

import { testDocument } from "./testing/run-document.ts";

/** Docker and Kubernetes hand out a log that is there already; the package is installed already. */
const STAND_INS = {
  docker: '[ "$1 $2" = "logs registry" ] && cat sample.log',
  kubectl: '[ "$1" = logs ] && cat sample.log',
  npm: 'case "$1" in ci|link) ;; *) exit 1 ;; esac',
};

testDocument("docs/tutorial.md", { standIns: STAND_INS, files: { "sample.log": "" } });
