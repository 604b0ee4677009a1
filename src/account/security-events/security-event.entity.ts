import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm'

/** Something that has happened to the security of an account. */
@Entity('security_event')
@Index('security_event_did_idx', ['did', 'id'])
@Index('security_event_device_idx', ['did', 'deviceId'])
@Index('security_event_at_idx', ['at'])
export class SecurityEventEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'security_event_pkey',
  })
  id: string

  @Column({ type: 'text', collation: 'C' })
  did: string

  @Column({ type: 'text', collation: 'C' })
  kind: string

  @Column({ type: 'timestamptz' })
  at: Date

  /** Where the request came from. */
  @Column({ type: 'text', nullable: true })
  ip: string | null

  @Column({ name: 'user_agent', type: 'text', nullable: true })
  userAgent: string | null

  /** SHA-256 of the cookie of the browser, or of what stands for one. */
  @Column({ name: 'device_id', type: 'bytea', nullable: true })
  deviceId: Buffer | null

  @Column({ type: 'jsonb' })
  details: object
}
