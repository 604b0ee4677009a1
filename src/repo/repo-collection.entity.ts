import { Entity, Index, PrimaryColumn } from 'typeorm'

/** A repository has, or once had, records of a collection. */
@Entity('repo_collection')
@Index('repo_collection_collection_idx', ['collection', 'repoId'])
export class RepoCollectionEntity {
  @PrimaryColumn({ name: 'repo_id', type: 'bigint', primaryKeyConstraintName: 'repo_collection_pkey' })
  repoId: string

  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'repo_collection_pkey' })
  collection: string
}
