import { Column, Entity, PrimaryColumn } from 'typeorm'

/** Somebody who may use the password though their domain demands single sign-on. */
@Entity('sso_exception')
export class ExceptionEntity {
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'sso_exception_pkey' })
  did: string

  @Column({ type: 'text' })
  reason: string

  @Column({ name: 'granted_by', type: 'text', collation: 'C', nullable: true })
  grantedBy: string | null

  @Column({ name: 'granted_at', type: 'timestamptz' })
  grantedAt: Date

  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt: Date
}
