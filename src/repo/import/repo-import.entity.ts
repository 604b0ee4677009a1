import { Column, Entity, Index, PrimaryColumn } from 'typeorm'

/** A repository that is arriving as a file. */
@Entity('repo_import')
@Index('repo_import_created_at_idx', ['createdAt'])
export class RepoImportEntity {
  @PrimaryColumn({
    name: 'import_id',
    type: 'bigint',
    generated: 'identity',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'repo_import_pkey',
  })
  importId: string

  @Column({ type: 'text', collation: 'C' })
  did: string

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date

  /** Under which id its nodes and records lie until they are those of the repository. */
  @Column({ name: 'repo_id', type: 'bigint', nullable: true })
  repoId: string | null

  /** When something of the file came last, about. */
  @Column({ name: 'seen_at', type: 'timestamptz', nullable: true })
  seenAt: Date | null

  /** What it comes to, once all of the file is there and found good. */
  @Column({ type: 'jsonb', nullable: true })
  arrived: object | null

  @Column({ name: 'arrived_at', type: 'timestamptz', nullable: true })
  arrivedAt: Date | null
}
