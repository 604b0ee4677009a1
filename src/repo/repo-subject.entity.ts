import { Column, Entity, Index, PrimaryColumn } from 'typeorm'

/** What a record is about (followed, liked, …), so that a second one of the same is found. */
@Entity('repo_subject')
@Index('repo_subject_subject_idx', ['repoId', 'subject', 'path'])
export class RepoSubjectEntity {
  @PrimaryColumn({ name: 'repo_id', type: 'bigint', primaryKeyConstraintName: 'repo_subject_pkey' })
  repoId: string

  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'repo_subject_pkey' })
  path: string

  @Column({ type: 'text', collation: 'C' })
  subject: string
}
