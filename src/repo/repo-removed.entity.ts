import { Column, Entity, PrimaryColumn } from 'typeorm'

/** A repository that is gone, of which rows may be left. */
@Entity('repo_removed')
export class RepoRemovedEntity {
  @PrimaryColumn({ name: 'repo_id', type: 'bigint', primaryKeyConstraintName: 'repo_removed_pkey' })
  repoId: string

  @Column({ name: 'removed_at', type: 'timestamptz', default: () => 'now()' })
  removedAt: Date
}
