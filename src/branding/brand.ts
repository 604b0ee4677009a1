import { createHash } from 'node:crypto'
import type { BrandImage } from './brand-values.js'
import { iconPathOf, pathOf, sheetPathOf } from './brand-paths.js'
import { type BrandColours, themeSheet } from './palette.js'
import { iconOf } from './icon.js'

const DIGEST_LENGTH = 12

/** Where people find more; undefined where there is nothing. */
export interface BrandLinks {
  readonly home: string | undefined
  readonly support: string | undefined
  readonly privacyPolicy: string | undefined
  readonly termsOfService: string | undefined
}

/** Where a picture is: at an address of the operator's choice, or uploaded here. */
export type ImagePlace = { readonly url: string } | { readonly digest: string }

/** All that a brand is made of. */
export interface BrandFacts {
  readonly serviceName: string
  readonly publicUrl: string
  readonly links: BrandLinks
  readonly colours: BrandColours
  readonly images: Readonly<Partial<Record<BrandImage, ImagePlace | undefined>>>
  readonly footer?: string | undefined
  readonly mailName?: string | undefined
  readonly mailReplyTo?: string | undefined
}

/** An organization, or a part of it that has a domain of its own, as people see it. */
export class Brand {
  readonly serviceName: string
  readonly publicUrl: string
  readonly links: BrandLinks
  readonly footer: string | undefined
  readonly mailName: string | undefined
  readonly mailReplyTo: string | undefined
  readonly colours: BrandColours
  readonly #images: BrandFacts['images']

  constructor(facts: BrandFacts) {
    this.serviceName = facts.serviceName
    this.publicUrl = facts.publicUrl
    this.links = facts.links
    this.footer = facts.footer
    this.mailName = facts.mailName
    this.mailReplyTo = facts.mailReplyTo
    this.colours = facts.colours
    this.#images = facts.images
  }

  /** The address of the logo, for whoever is not on a page of this server; https, but on a developer's machine. */
  get logoUrl(): string | undefined {
    const place = this.#images.logo
    if (!place) return undefined
    return 'url' in place ? place.url : `${this.publicUrl}${this.imagePath('logo')!}`
  }

  /** The path of the style sheet on this server; it changes with the content. */
  get sheetPath(): string {
    const [light, dark] = [this.#below('background-light'), this.#below('background-dark')]
    return sheetPathOf(this.colours, { light, dark })
  }

  /** The colours of both themes, as custom properties. */
  get sheet(): string {
    const [light, dark] = [this.imagePath('background-light'), this.imagePath('background-dark')]
    return themeSheet(this.colours, { light, dark })
  }

  /** The path of the icon on this server; it changes with the content. */
  get iconPath(): string {
    return iconPathOf(this.serviceName, this.colours.primary)
  }

  /** What stands in the tab of a browser: a drawing (SVG). */
  get icon(): string {
    return iconOf(this.serviceName, this.colours.primary)
  }

  /** Where a picture comes from that is somewhere else; undefined if there is none. */
  imageUrl(name: BrandImage): string | undefined {
    const place = this.#images[name]
    return place && 'url' in place ? place.url : undefined
  }

  /** The path of a picture on this server: pages load nothing from elsewhere. */
  imagePath(name: BrandImage): string | undefined {
    return pathOf(this.#below(name))
  }

  #below(name: BrandImage): string | undefined {
    const place = this.#images[name]
    if (!place) return undefined
    return 'url' in place ? `${name}?v=${digestOf(place.url)}` : `assets/${place.digest}`
  }
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, DIGEST_LENGTH)
}
