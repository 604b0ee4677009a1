import { Injectable } from '@nestjs/common'
import { Database, type Queryable } from '../../database/index.js'
import type { BrandAsset } from './brand-asset.js'
import { BrandAssetStore } from './brand-asset.store.js'

const PUT = `
  INSERT INTO branding_asset (digest, type, bytes, made_at) VALUES ($1::text, $2::text, $3::bytea, $4::timestamptz)
  ON CONFLICT (digest) DO UPDATE SET made_at = excluded.made_at`

const REMOVE_UNUSED = `
  DELETE FROM branding_asset AS asset
   WHERE made_at < $1::timestamptz
     AND NOT EXISTS (
       SELECT FROM service_document
        WHERE starts_with(name, 'branding')
          AND asset.digest IN (content->>'logo', content->>'backgroundLight', content->>'backgroundDark'))`

/** Pictures in the table `branding_asset`. */
@Injectable()
export class PgBrandAssetStore extends BrandAssetStore {
  constructor(private readonly db: Database) {
    super()
  }

  override async put(on: Queryable, { digest, type, bytes }: BrandAsset, now: Date): Promise<void> {
    await on.query({ name: 'brand-asset-put', text: PUT, values: [digest, type, bytes, now] })
  }

  override async find(digest: string): Promise<BrandAsset | undefined> {
    const { rows } = await this.db.query<BrandAsset>({
      name: 'brand-asset-find',
      text: 'SELECT digest, type, bytes FROM branding_asset WHERE digest = $1::text',
      values: [digest],
    })
    return rows[0]
  }

  override async removeUnused(on: Queryable, before: Date): Promise<void> {
    await on.query({ name: 'brand-asset-remove-unused', text: REMOVE_UNUSED, values: [before] })
  }
}
