import { Column, Entity, PrimaryColumn } from 'typeorm'

/** Whether people of a connection may leave just now. */
@Entity('scim_breaker')
export class ScimBreakerEntity {
  @PrimaryColumn({ name: 'connection_id', type: 'uuid', primaryKeyConstraintName: 'scim_breaker_pkey' })
  connectionId: string

  @Column({ name: 'stopped_at', type: 'timestamptz', nullable: true })
  stoppedAt: Date | null

  @Column({ name: 'resumed_at', type: 'timestamptz', nullable: true })
  resumedAt: Date | null

  @Column({ type: 'integer', default: 0 })
  passes: number
}
