import { Injectable } from '@nestjs/common'
import { Branding } from '../../branding/index.js'
import { Environment, ServiceConfig, settingsInUse } from '../../config/index.js'
import type { BrandingDto, DomainsDto, SettingsDto } from './operation.dto.js'

const DOMAINS_ENV = 'PDS_SERVICE_HANDLE_DOMAINS'

/** What the service is set to. */
@Injectable()
export class SettingsView {
  constructor(
    private readonly environment: Environment,
    private readonly service: ServiceConfig,
    private readonly brand: Branding,
  ) {}

  settings(): SettingsDto {
    return {
      data: settingsInUse(this.environment).map((setting) => {
        const { section, name, env, kind, help, secret, value, default: usual, source } = setting
        return {
          ...{ section, name, env, kind, help, secret, source },
          pinned: source === 'environment',
          ...(value !== undefined && { value }),
          ...(usual !== undefined && { default: usual }),
        }
      }),
    }
  }

  domains(): DomainsDto {
    const pinned = this.environment.read(DOMAINS_ENV) !== undefined
    return {
      data: this.service.handleDomains.map((domain) => ({ domain: domain.replace(/^\./, ''), pinned })),
    }
  }

  branding(): BrandingDto {
    const { serviceName, logoUrl, links, sheetPath, iconPath } = this.brand
    const logoPath = this.brand.imagePath('logo')
    return {
      ...{ serviceName, sheetPath, iconPath },
      ...(logoUrl !== undefined && { logoUrl }),
      ...(logoPath !== undefined && { logoPath }),
      ...(links.home !== undefined && { homeUrl: links.home }),
      ...(links.support !== undefined && { supportUrl: links.support }),
      ...(links.privacyPolicy !== undefined && { privacyPolicyUrl: links.privacyPolicy }),
      ...(links.termsOfService !== undefined && { termsOfServiceUrl: links.termsOfService }),
    }
  }
}
