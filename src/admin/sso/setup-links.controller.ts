import { Body, Get, Param, Post } from '@nestjs/common'
import { SetupLinks } from '../../sso/index.js'
import { AdminController } from '../access/admin-controller.js'
import { AdminRoute } from '../access/admin-route.js'
import { type Administrator, By } from '../access/administrator.js'
import { SetupLinkAdministration } from './setup-link-administration.js'
import { MadeSetupLinkDto, NewSetupLinkDto, SetupLinksDto } from './setup-links.dto.js'

const CREATED = 201

/** Links by which the identity team of an organization fills in a connection, without an account here. */
@AdminController('sso/setup-links', 'Single sign-on')
export class SetupLinksController {
  constructor(
    private readonly administration: SetupLinkAdministration,
    private readonly links: SetupLinks,
  ) {}

  @Get()
  @AdminRoute('connections.view', {
    summary: 'Lists links by which connections are filled in, the latest first',
    answers: SetupLinksDto,
  })
  async listSetupLinks(): Promise<SetupLinksDto> {
    return { data: await this.administration.list() }
  }

  @Post()
  @AdminRoute('connections.manage', {
    summary: 'Makes a link by which somebody without an account fills in a connection; it is shown once',
    answers: MadeSetupLinkDto,
    status: CREATED,
    fresh: true,
  })
  createSetupLink(
    @Body() wanted: NewSetupLinkDto,
    @By() { agent }: Administrator,
  ): Promise<MadeSetupLinkDto> {
    return this.administration.make(wanted, agent)
  }

  @Post(':id/revoke')
  @AdminRoute('connections.manage', {
    summary: 'Makes a link good for nothing',
    problems: ['setup_link_over'],
  })
  revokeSetupLink(@Param('id') id: string, @By() { agent }: Administrator): Promise<void> {
    return this.links.revoke(id, agent)
  }
}
