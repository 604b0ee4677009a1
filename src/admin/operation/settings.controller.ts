import { Get } from '@nestjs/common'
import { AdminController } from '../access/admin-controller.js'
import { AdminRoute } from '../access/admin-route.js'
import { BrandingDto, DomainsDto, SettingsDto } from './operation.dto.js'
import { SettingsView } from './settings-view.js'

/** What the service is set to. */
@AdminController('', 'Settings')
export class SettingsController {
  constructor(private readonly view: SettingsView) {}

  @Get('settings')
  @AdminRoute('settings.view', {
    summary: 'Lists settings, with their values and sources',
    answers: SettingsDto,
  })
  listSettings(): SettingsDto {
    return this.view.settings()
  }

  @Get('domains')
  @AdminRoute('domains.view', { summary: 'Lists domains of handles', answers: DomainsDto })
  listDomains(): DomainsDto {
    return this.view.domains()
  }

  @Get('branding')
  @AdminRoute('branding.view', { summary: 'Shows what the organization looks like', answers: BrandingDto })
  getBranding(): BrandingDto {
    return this.view.branding()
  }
}
