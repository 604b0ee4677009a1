import { createHash } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import { ServiceConfig } from '../config/index.js'
import { BrandingConfig } from './branding.config.js'
import { type Colour, parseColour } from './colour.js'
import { iconOf } from './icon.js'
import { themeSheet } from './palette.js'

/** Pictures of the organization, as this server passes them on. */
export const BRAND_IMAGES = ['logo', 'background-light', 'background-dark'] as const
export type BrandImage = (typeof BRAND_IMAGES)[number]

/** Below it lie the style sheet and the pictures. */
export const BRANDING_ROOT = 'branding'
const DIGEST_LENGTH = 12

/** The organization as people see it: its name, its colours, its links. */
@Injectable()
export class Branding {
  readonly serviceName: string
  readonly publicUrl: string
  /** https, on a server of the organization's choice */
  readonly logoUrl: string | undefined
  /** Where people find more; undefined where there is nothing. */
  readonly links: {
    readonly home: string | undefined
    readonly support: string | undefined
    readonly privacyPolicy: string | undefined
    readonly termsOfService: string | undefined
  }
  /** The colours of both themes, as custom properties. */
  readonly sheet: string
  /** What stands in the tab of a browser: a drawing (SVG). */
  readonly icon: string

  constructor(
    service: ServiceConfig,
    private readonly config: BrandingConfig,
  ) {
    this.serviceName = service.serviceName
    this.publicUrl = service.publicUrl
    this.logoUrl = config.logoUrl
    this.links = {
      home: service.homeUrl,
      support: service.supportUrl,
      privacyPolicy: service.privacyPolicyUrl,
      termsOfService: service.termsOfServiceUrl,
    }
    const colours = coloursOf(config)
    this.icon = iconOf(service.serviceName, colours.primary)
    this.sheet = themeSheet(colours, {
      light: this.imagePath('background-light'),
      dark: this.imagePath('background-dark'),
    })
  }

  /** The path of the style sheet on this server; it changes with the content. */
  get sheetPath(): string {
    return `/${BRANDING_ROOT}/theme.css?v=${digestOf(this.sheet)}`
  }

  /** The path of the icon on this server; it changes with the content. */
  get iconPath(): string {
    return `/${BRANDING_ROOT}/icon.svg?v=${digestOf(this.icon)}`
  }

  /** Where a picture comes from; undefined if the organization has none. */
  imageUrl(name: BrandImage): string | undefined {
    if (name === 'logo') return this.config.logoUrl
    return name === 'background-light' ? this.config.backgroundLightUrl : this.config.backgroundDarkUrl
  }

  /** The path of a picture on this server: pages load nothing from elsewhere. */
  imagePath(name: BrandImage): string | undefined {
    const url = this.imageUrl(name)
    return url === undefined ? undefined : `/${BRANDING_ROOT}/${name}?v=${digestOf(url)}`
  }
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, DIGEST_LENGTH)
}

function coloursOf(config: BrandingConfig) {
  // The section has checked them.
  const read = (text: string): Colour => parseColour(text)!
  return {
    primary: read(config.primaryColor),
    error: read(config.errorColor),
    warning: read(config.warningColor),
    info: read(config.infoColor),
    success: read(config.successColor),
  }
}
