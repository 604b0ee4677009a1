import type { Queryable } from '../../database/index.js'
import type { BrandAsset } from './brand-asset.js'

/** Where pictures for pages are kept. */
export abstract class BrandAssetStore {
  /** Keeps a picture; one that is there is as new again. */
  abstract put(on: Queryable, asset: BrandAsset, now: Date): Promise<void>

  abstract find(digest: string): Promise<BrandAsset | undefined>

  /** Removes pictures from before a time that no version of any looks has. */
  abstract removeUnused(on: Queryable, before: Date): Promise<void>
}
