import { Column, Entity, PrimaryColumn } from 'typeorm'

/** A node of a repository's tree. */
@Entity('repo_node')
export class RepoNodeEntity {
  @PrimaryColumn({ name: 'repo_id', type: 'bigint', primaryKeyConstraintName: 'repo_node_pkey' })
  repoId: string

  @PrimaryColumn({ type: 'bytea', primaryKeyConstraintName: 'repo_node_pkey' })
  cid: Buffer

  @Column({ type: 'bytea' })
  content: Buffer

  /** Revision that brought it. */
  @Column({ type: 'text', collation: 'C' })
  rev: string
}
