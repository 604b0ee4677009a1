import { Column, Entity, Index, PrimaryGeneratedColumn, Unique } from 'typeorm'

/** A repository: its present commit. */
@Entity('repo')
@Unique('repo_did_key', ['did'])
@Index('repo_held_idx', ['did'], { where: '(is_held)' })
export class RepoEntity {
  @PrimaryGeneratedColumn('identity', {
    name: 'repo_id',
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'repo_pkey',
  })
  repoId: string

  @Column({ type: 'text', collation: 'C' })
  did: string

  /** CID of the commit. */
  @Column({ type: 'bytea' })
  root: Buffer

  /** CID of the root of the tree. */
  @Column({ type: 'bytea' })
  data: Buffer

  @Column({ type: 'text', collation: 'C' })
  rev: string

  @Column({ name: 'commit_block', type: 'bytea' })
  commitBlock: Buffer

  /** How often the state of its account has changed: a commit goes through only on the state that was looked at. */
  @Column({ name: 'state_changes', type: 'integer', default: 0 })
  stateChanges: number

  /** Whether records that go are kept, and neither blobs nor the account are deleted. */
  @Column({ name: 'is_held', type: 'boolean', default: false })
  isHeld: boolean

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt: Date
}
