import type { CidBytes } from '@guildhall/data'

/** A write that is asked for. */
export interface RepoWrite {
  action: 'create' | 'update' | 'delete'
  /** `collection/rkey` */
  path: string
  /** The new record; not for a delete. */
  cid?: CidBytes
}

/** What a commit did to one path, as the firehose tells it. */
export interface RepoOp {
  action: 'create' | 'update' | 'delete'
  /** `collection/rkey` */
  path: string
  /** The record after the commit; null after a delete. */
  cid: CidBytes | null
  /** The record before the commit; not for a create. */
  prev?: CidBytes
}
