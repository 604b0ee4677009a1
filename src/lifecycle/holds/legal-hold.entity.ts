import { Column, Entity, Index, PrimaryColumn } from 'typeorm'

/** That what is here of an account has to stay. */
@Entity('legal_hold')
@Index('legal_hold_open_idx', ['id'], { where: '(released_at IS NULL)' })
@Index('legal_hold_did_idx', ['did'])
export class LegalHoldEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'legal_hold_pkey' })
  id: string

  @Column({ type: 'text', collation: 'C' })
  did: string

  @Column({ type: 'text' })
  reason: string

  @Column({ name: 'review_at', type: 'timestamptz', nullable: true })
  reviewAt: Date | null

  @Column({ name: 'placed_by', type: 'text' })
  placedBy: string

  @Column({ name: 'placed_at', type: 'timestamptz' })
  placedAt: Date

  @Column({ name: 'released_by', type: 'text', nullable: true })
  releasedBy: string | null

  @Column({ name: 'released_at', type: 'timestamptz', nullable: true })
  releasedAt: Date | null

  @Column({ name: 'release_reason', type: 'text', nullable: true })
  releaseReason: string | null
}
