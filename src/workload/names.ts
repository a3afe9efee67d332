/** What the ids of a trace are numbers of. */

/** What the dense integers of a workload stand for. */
export interface Names {
  /** The digest of a blob; repository and reference of a manifest. */
  readonly object: readonly string[];
  readonly client: readonly string[];
  readonly repository: readonly string[];
  readonly host: readonly string[];
}
