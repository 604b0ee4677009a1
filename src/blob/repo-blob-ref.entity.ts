import { Entity, Index, PrimaryColumn } from 'typeorm'

/** A record refers to a blob. */
@Entity('repo_blob_ref')
@Index('repo_blob_ref_cid_idx', ['repoId', 'cid'])
export class RepoBlobRefEntity {
  @PrimaryColumn({ name: 'repo_id', type: 'bigint', primaryKeyConstraintName: 'repo_blob_ref_pkey' })
  repoId: string

  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'repo_blob_ref_pkey' })
  path: string

  @PrimaryColumn({ type: 'bytea', primaryKeyConstraintName: 'repo_blob_ref_pkey' })
  cid: Buffer
}
