import { Column, Entity, Index, PrimaryColumn } from 'typeorm'

/** A browser in which an account signs in without its second factor for a while. */
@Entity('trusted_browser')
@Index('trusted_browser_did_idx', ['did'])
@Index('trusted_browser_until_idx', ['until'])
export class TrustedBrowserEntity {
  /** SHA-256 of its cookie. */
  @PrimaryColumn({ name: 'device_id', type: 'bytea', primaryKeyConstraintName: 'trusted_browser_pkey' })
  deviceId: Buffer

  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'trusted_browser_pkey' })
  did: string

  @Column({ type: 'timestamptz' })
  until: Date
}
