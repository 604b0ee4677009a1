/** What a staged row is; the numbers stand in `repo_import_block.kind`. */
export const STAGED = {
  /** a node of the tree */
  node: 1,
  /** a record with its path */
  record: 2,
  /** a path whose record came already, for another path */
  repeated: 3,
  /** a blob that the record at a path refers to */
  blob: 4,
  /** what the record at a path is about; the content is its text */
  subject: 5,
  /** a block that came before it was known what it is */
  loose: 6,
} as const

/** A piece of a repository that is arriving. */
export interface StagedRow {
  kind: (typeof STAGED)[keyof typeof STAGED]
  path?: string
  cid?: Uint8Array
  content?: Uint8Array
}
