import { Injectable } from '@nestjs/common'
import { Audit } from '../../audit/index.js'
import { assetOf, BrandAssets, type MadeAsset } from '../../branding/index.js'
import { UnitOfWork } from '../../database/index.js'
import type { Administrator } from '../access/administrator.js'

/** Takes pictures for looks. */
@Injectable()
export class AssetUpload {
  constructor(
    private readonly assets: BrandAssets,
    private readonly work: UnitOfWork,
    private readonly audit: Audit,
  ) {}

  /** Makes a picture of a file. @throws {PictureRefused} */
  async take(file: Buffer, { agent }: Administrator): Promise<MadeAsset> {
    const asset = assetOf(file)
    const { digest: id, type, bytes } = asset
    await this.work.run(async (tx) => {
      await this.assets.keep(tx, asset)
      const after = { type, bytes: bytes.length }
      await this.audit.record(tx, agent, {
        action: 'branding.upload',
        target: { type: 'picture', id },
        after,
      })
    })
    return asset
  }
}
