import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm'
import { DeviceAccountEntity } from '../devices/device.entity.js'

/** A sign-in in a browser that another host of this service knows as well. It goes with the sign-in. */
@Entity('oauth_handed_session')
@Index('oauth_handed_session_account_idx', ['deviceId', 'did'])
@Index('oauth_handed_session_expires_at_idx', ['expiresAt'])
export class HandedSessionEntity {
  /** SHA-256 of its cookie. */
  @PrimaryColumn({ type: 'bytea', primaryKeyConstraintName: 'oauth_handed_session_pkey' })
  id: Buffer

  @Column({ name: 'device_id', type: 'bytea' })
  deviceId: Buffer

  @Column({ type: 'text', collation: 'C' })
  did: string

  @ManyToOne(() => DeviceAccountEntity, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn([
    {
      name: 'device_id',
      referencedColumnName: 'deviceId',
      foreignKeyConstraintName: 'oauth_handed_session_account_fkey',
    },
    {
      name: 'did',
      referencedColumnName: 'did',
      foreignKeyConstraintName: 'oauth_handed_session_account_fkey',
    },
  ])
  account: DeviceAccountEntity

  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt: Date
}
