import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm'

/** A record of a held repository that was replaced or deleted, as it was. */
@Entity('held_record')
@Index('held_record_did_idx', ['did', 'id'])
export class HeldRecordEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'held_record_pkey',
  })
  id: string

  @Column({ type: 'text', collation: 'C' })
  did: string

  /** `collection/rkey` */
  @Column({ type: 'text', collation: 'C' })
  path: string

  @Column({ type: 'bytea' })
  cid: Buffer

  @Column({ type: 'bytea' })
  content: Buffer

  /** Revision that wrote it. */
  @Column({ type: 'text', collation: 'C' })
  rev: string

  @Column({ name: 'gone_at', type: 'timestamptz', default: () => 'now()' })
  goneAt: Date
}
