import { Column, Entity, Index, PrimaryColumn } from 'typeorm'

/** A piece of a repository that is arriving. */
@Entity('repo_import_block')
@Index('repo_import_block_loose_key', ['importId', 'cid'], { unique: true, where: '(kind = 6)' })
export class RepoImportBlockEntity {
  @PrimaryColumn({ name: 'import_id', type: 'bigint', primaryKeyConstraintName: 'repo_import_block_pkey' })
  importId: string

  /** Its place in the order of arrival. */
  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'repo_import_block_pkey' })
  n: number

  /** One of `STAGED`. */
  @Column({ type: 'smallint' })
  kind: number

  @Column({ type: 'text', collation: 'C', nullable: true })
  path: string | null

  @Column({ type: 'bytea', nullable: true })
  cid: Buffer | null

  @Column({ type: 'bytea', nullable: true })
  content: Buffer | null
}
