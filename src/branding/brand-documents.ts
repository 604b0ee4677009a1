import { Injectable } from '@nestjs/common'
import { LiveSettings } from '../config/index.js'
import { ServiceDocuments } from '../settings/index.js'
import { brandDocument, type BrandValues, DOMAIN_PREFIX, LIVE_BRAND_VARIABLES } from './brand-values.js'
import type { BrandSource } from './branding.js'

/** Looks that administrators have chosen while the server runs. */
@Injectable()
export class BrandDocuments implements BrandSource {
  constructor(
    private readonly documents: ServiceDocuments,
    private readonly settings: LiveSettings,
  ) {
    documents.onChange(() => this.#apply())
  }

  read(domain: string | undefined): BrandValues | undefined {
    return this.documents.read(brandDocument(domain)) as BrandValues | undefined
  }

  domains(): readonly string[] {
    return this.documents.namesUnder(DOMAIN_PREFIX).map((name) => name.slice(DOMAIN_PREFIX.length))
  }

  /** What is a setting as well is that setting from now on, for whoever reads it, such as the name of the service. */
  #apply(): void {
    const values = this.read(undefined) ?? {}
    const texts = LIVE_BRAND_VARIABLES.flatMap(([name, env]) => {
      const value = values[name]
      return value === undefined ? [] : [[env, value] as const]
    })
    this.settings.use('branding', Object.fromEntries(texts))
  }
}
