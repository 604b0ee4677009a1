import { Column, Entity, Index, PrimaryColumn } from 'typeorm'

/** A record with its bytes. */
@Entity('repo_record')
@Index('repo_record_cid_idx', ['repoId', 'cid'])
export class RepoRecordEntity {
  @PrimaryColumn({ name: 'repo_id', type: 'bigint', primaryKeyConstraintName: 'repo_record_pkey' })
  repoId: string

  /** `collection/rkey`, in the order of the tree. */
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'repo_record_pkey' })
  path: string

  @Column({ type: 'bytea' })
  cid: Buffer

  @Column({ type: 'bytea' })
  content: Buffer

  /** Revision that wrote it. */
  @Column({ type: 'text', collation: 'C' })
  rev: string

  @Column({ name: 'takedown_ref', type: 'text', nullable: true })
  takedownRef: string | null

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt: Date
}
