import { Column, Entity, PrimaryColumn } from 'typeorm'

/** A block of a repository that is arriving. */
@Entity('repo_import_block')
export class RepoImportBlockEntity {
  @PrimaryColumn({ name: 'import_id', type: 'bigint', primaryKeyConstraintName: 'repo_import_block_pkey' })
  importId: string

  @PrimaryColumn({ type: 'bytea', primaryKeyConstraintName: 'repo_import_block_pkey' })
  cid: Buffer

  @Column({ type: 'bytea' })
  content: Buffer
}
