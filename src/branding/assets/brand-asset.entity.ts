import { Column, Entity, PrimaryColumn } from 'typeorm'

/** A picture that administrators have uploaded for pages. */
@Entity('branding_asset')
export class BrandAssetEntity {
  /** SHA-256 of its bytes, base64url. */
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'branding_asset_pkey' })
  digest: string

  @Column({ type: 'text' })
  type: string

  @Column({ type: 'bytea' })
  bytes: Buffer

  @Column({ name: 'made_at', type: 'timestamptz' })
  madeAt: Date
}
