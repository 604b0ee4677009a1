/** What a row of `repo_import_block` is; the numbers stand in its `kind`. */
export const STAGED = {
  /** a path whose record came already, for another path */
  repeated: 3,
  /** a block that came before it was known what it is */
  loose: 6,
} as const

export type StagedKind = (typeof STAGED)[keyof typeof STAGED]

/** Rows of tables in their binary form (`BinaryRows`); tables without any are left out. */
export interface StagedTables {
  /** of `repo_node`: repository, CID, content, revision */
  nodes?: Buffer
  /** of `repo_record`: repository, path, CID, content, revision */
  records?: Buffer
  /** of `repo_blob_ref`: repository, path, CID */
  blobs?: Buffer
  /** of `repo_subject`: repository, path, subject */
  subjects?: Buffer
  /** of `repo_import_block`: import, number, kind, path, CID, content */
  blocks?: Buffer
}
