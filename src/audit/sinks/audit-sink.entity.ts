import { Column, Entity, PrimaryColumn } from 'typeorm'

/** How far a sink has come that is sent the audit. */
@Entity('audit_sink')
export class AuditSinkEntity {
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'audit_sink_pkey' })
  name: string

  /** Number of the last entry that it was sent. */
  @Column({ type: 'bigint' })
  seq: string

  @Column({ type: 'timestamptz' })
  at: Date

  /** Why it could not be sent more, the last time. */
  @Column({ type: 'text', nullable: true })
  error: string | null
}
