import { Injectable } from '@nestjs/common'
import {
  BRAND_VARIABLES,
  BrandAssets,
  Branding,
  type BrandValues,
  type ContrastMeasure,
  COLOUR_NAMES,
  measurePalette,
  parseColour,
} from '../../branding/index.js'
import { HandleDomains } from '../../identity/index.js'
import { InvalidFields, NotThere, PaletteUnsafe, SettingPinned } from '../admin.errors.js'
import { BrandViews } from './brand-views.js'

const PICTURES = ['logo', 'backgroundLight', 'backgroundDark'] as const

/** What looks may be. */
@Injectable()
export class BrandRules {
  constructor(
    private readonly branding: Branding,
    private readonly views: BrandViews,
    private readonly assets: BrandAssets,
    private readonly domains: HandleDomains,
  ) {}

  /** @throws {NotThere} unless it is a domain of handles */
  assertDomain(domain: string | undefined): void {
    if (domain !== undefined && !this.domains.find(domain)) throw new NotThere('domain')
  }

  /**
   * Checks looks that somebody wants, with all that they do not name.
   * @throws {SettingPinned | InvalidFields | PaletteUnsafe}
   */
  async check(values: BrandValues, domain: string | undefined): Promise<void> {
    const pinned = this.#pinnedOf(values, domain)
    if (pinned.length > 0) throw new SettingPinned(pinned.map((name) => BRAND_VARIABLES[name]))
    this.checkColours(values)
    const missing = await Promise.all(
      PICTURES.map(async (name) => {
        const digest = values[name]
        return digest === undefined || (await this.assets.find(digest)) ? [] : [name]
      }),
    )
    const errors = missing.flat().map((name) => ({ at: `/${name}`, message: 'was not uploaded' }))
    if (errors.length > 0) throw new InvalidFields(errors)
  }

  /** How well the colours of looks stand out. @throws {InvalidFields} for what is no colour */
  measure(values: BrandValues): ContrastMeasure[] {
    assertColours(values)
    return measurePalette(this.branding.draft(values).colours)
  }

  /** Refuses colours that are none, or that would not be seen. @throws {InvalidFields | PaletteUnsafe} */
  checkColours(values: BrandValues): void {
    const chosen = new Set(COLOUR_NAMES.filter((name) => values[name] !== undefined).map(shortName))
    // What the environment says, pages make readable; here somebody can choose another one.
    const failed = this.measure(values).filter(({ colour, isEnough }) => !isEnough && chosen.has(colour))
    if (failed.length > 0) throw new PaletteUnsafe(failed)
  }

  /** Looks without what the environment sets. */
  withoutPinned(values: BrandValues, domain: string | undefined): BrandValues {
    const pinned = new Set<string>(this.#pinnedOf(values, domain))
    return Object.fromEntries(Object.entries(values).filter(([name]) => !pinned.has(name)))
  }

  /** A domain may look different from what the environment says of the whole. */
  #pinnedOf(values: BrandValues, domain: string | undefined): (keyof typeof BRAND_VARIABLES)[] {
    if (domain !== undefined) return []
    const named = this.views.pinned.filter((name) => values[name as keyof BrandValues] !== undefined)
    return named as (keyof typeof BRAND_VARIABLES)[]
  }
}

/** `primaryColor` ⇒ `primary` */
function shortName(name: (typeof COLOUR_NAMES)[number]): string {
  return name.replace('Color', '')
}

function assertColours(values: BrandValues): void {
  const wrong = COLOUR_NAMES.filter((name) => {
    const text = values[name]
    return text !== undefined && parseColour(text) === undefined
  })
  if (wrong.length === 0) return
  throw new InvalidFields(wrong.map((name) => ({ at: `/${name}`, message: 'must be a colour like #1d5bd6' })))
}
