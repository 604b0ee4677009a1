import { Column, Entity, Index, PrimaryColumn } from 'typeorm'

/** A session that ended while access tokens of it may still be around. */
@Entity('revoked_session')
@Index('revoked_session_until_idx', ['until'])
export class RevokedSessionEntity {
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'revoked_session_pkey' })
  id: string

  /** From then on no token of it is good anyway. */
  @Column({ type: 'timestamptz' })
  until: Date
}
