import { Injectable } from '@nestjs/common'
import {
  Brand,
  BRAND_VARIABLES,
  Branding,
  brandDocument,
  type BrandValues,
  measurePalette,
} from '../../branding/index.js'
import { Environment } from '../../config/index.js'
import { ServiceDocuments } from '../../settings/index.js'
import type { BrandingDto, BrandingVersionsDto } from './branding.dto.js'

/** Shows looks, former ones as well. */
@Injectable()
export class BrandViews {
  constructor(
    private readonly branding: Branding,
    private readonly documents: ServiceDocuments,
    private readonly environment: Environment,
  ) {}

  /** Fields of the whole that the environment sets. */
  get pinned(): string[] {
    return Object.entries(BRAND_VARIABLES)
      .filter(([, env]) => this.environment.read(env) !== undefined)
      .map(([name]) => name)
  }

  view(domain: string | undefined): BrandingDto {
    const name = brandDocument(domain)
    const brand = domain === undefined ? this.branding.whole : this.branding.ofDomain(domain)
    const logoPath = brand.imagePath('logo')
    return {
      ...(domain !== undefined && { domain }),
      version: this.documents.versionOf(name),
      values: (this.documents.read(name) ?? {}) as object,
      effective: effectiveOf(brand),
      pinned: domain === undefined ? this.pinned : [],
      contrast: measurePalette(brand.colours),
      serviceName: brand.serviceName,
      ...(logoPath !== undefined && { logoPath }),
      sheetPath: brand.sheetPath,
      iconPath: brand.iconPath,
    }
  }

  async versions(domain: string | undefined): Promise<BrandingVersionsDto> {
    const versions = await this.documents.versions(brandDocument(domain))
    return {
      data: versions.map(({ version, content, madeAt, madeBy }) => ({
        ...{ version, values: (content ?? {}) as object, madeAt: madeAt.toISOString() },
        ...(madeBy !== undefined && { madeBy }),
      })),
    }
  }
}

function effectiveOf({ serviceName, links, colours, footer, mailName, mailReplyTo }: Brand): BrandValues {
  const hex = (colour: readonly number[]) =>
    `#${colour.map((one) => one.toString(16).padStart(2, '0')).join('')}`
  return {
    serviceName,
    ...{ homeUrl: links.home, supportUrl: links.support },
    ...{ privacyPolicyUrl: links.privacyPolicy, termsOfServiceUrl: links.termsOfService },
    ...{ primaryColor: hex(colours.primary), errorColor: hex(colours.error) },
    ...{
      warningColor: hex(colours.warning),
      infoColor: hex(colours.info),
      successColor: hex(colours.success),
    },
    ...{ footer, mailName, mailReplyTo },
  }
}
