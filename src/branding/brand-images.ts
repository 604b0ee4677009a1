import { Injectable } from '@nestjs/common'
import type { BrandImage } from './brand-values.js'
import { Branding } from './branding.js'
import { BrandImageUnavailable } from './branding.errors.js'
import { type Picture, Pictures } from './pictures.js'

/** The organization's pictures. */
@Injectable()
export class BrandImages {
  constructor(
    private readonly branding: Branding,
    private readonly pictures: Pictures,
  ) {}

  /** @throws {BrandImageUnavailable} when there is none, or it cannot be had */
  async get(name: BrandImage): Promise<Picture> {
    const url = this.branding.whole.imageUrl(name)
    const picture = url === undefined ? undefined : await this.pictures.get(name, { url })
    if (!picture) throw new BrandImageUnavailable()
    return picture
  }
}
