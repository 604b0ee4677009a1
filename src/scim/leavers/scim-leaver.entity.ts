import { Column, Entity, PrimaryColumn } from 'typeorm'

/** What a connection has made of the account of somebody who has left. */
@Entity('scim_leaver')
export class ScimLeaverEntity {
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'scim_leaver_pkey' })
  did: string

  @PrimaryColumn({ name: 'connection_id', type: 'uuid', primaryKeyConstraintName: 'scim_leaver_pkey' })
  connectionId: string

  @Column({ type: 'text', collation: 'C' })
  mode: string

  @Column({ type: 'timestamptz' })
  at: Date
}
