import { Injectable } from '@nestjs/common'
import type { Queryable } from '../../database/index.js'
import { Clock } from '../../telemetry/index.js'
import { type BrandAsset, type MadeAsset } from './brand-asset.js'
import { BrandAssetStore } from './brand-asset.store.js'

/** A picture that nobody has put to use within a day is not wanted. */
const UNUSED_MS = 24 * 60 * 60 * 1000
/** So many pictures are held in memory; there are not many more in use. */
const HELD_MAX = 16

/** Pictures that administrators have uploaded. Their names are digests, so that none ever changes. */
@Injectable()
export class BrandAssets {
  readonly #held = new Map<string, BrandAsset>()

  constructor(
    private readonly store: BrandAssetStore,
    private readonly clock: Clock,
  ) {}

  /** Keeps a picture, as part of the caller's transaction; those that were never used go. */
  async keep(on: Queryable, asset: MadeAsset): Promise<void> {
    const nowMs = this.clock.nowMs()
    await this.store.removeUnused(on, new Date(nowMs - UNUSED_MS))
    await this.store.put(on, asset, new Date(nowMs))
  }

  async find(digest: string): Promise<BrandAsset | undefined> {
    const held = this.#held.get(digest)
    if (held) return held
    const found = await this.store.find(digest)
    if (found) this.#hold(found)
    return found
  }

  #hold(asset: BrandAsset): void {
    const [oldest] = this.#held.keys()
    if (this.#held.size >= HELD_MAX && oldest !== undefined) this.#held.delete(oldest)
    this.#held.set(asset.digest, asset)
  }
}
