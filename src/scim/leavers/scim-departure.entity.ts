import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm'

/** That somebody has left, to be counted. */
@Entity('scim_departure')
@Index('scim_departure_connection_idx', ['connectionId', 'at'])
@Index('scim_departure_at_idx', ['at'])
export class ScimDepartureEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'scim_departure_pkey',
  })
  id: string

  @Column({ name: 'connection_id', type: 'uuid' })
  connectionId: string

  @Column({ name: 'user_id', type: 'uuid' })
  userId: string

  @Column({ type: 'timestamptz' })
  at: Date
}
