import { Body, Get, Param, Post } from '@nestjs/common'
import { SamlChanges, SamlParties } from '../../sso/index.js'
import { AdminController } from '../access/admin-controller.js'
import { AdminRoute } from '../access/admin-route.js'
import { type Administrator, By } from '../access/administrator.js'
import { ConnectionPowers } from './connection-powers.js'
import { SamlConnectionDto, SamlMetadataDto } from './saml.dto.js'
import { samlView } from './saml-view.js'

const NOT_SAML = ['not_found', 'no_saml_connection']

/** What connections of SAML have besides their settings: metadata and certificates. */
@AdminController('sso/connections/:id/saml', 'Single sign-on')
export class SamlConnectionsController {
  constructor(
    private readonly parties: SamlParties,
    private readonly changes: SamlChanges,
    private readonly powers: ConnectionPowers,
  ) {}

  @Get()
  @AdminRoute('connections.view', {
    summary: 'Shows what this server and a provider of SAML know of each other',
    answers: SamlConnectionDto,
    problems: NOT_SAML,
  })
  async getSamlConnection(@Param('id') id: string): Promise<SamlConnectionDto> {
    return samlView(await this.parties.show(await this.parties.find(id)))
  }

  @Post('metadata')
  @AdminRoute('connections.manage', {
    summary:
      'Takes metadata of a provider; a connection without an issuer has that of the metadata from then on',
    fresh: true,
    problems: [...NOT_SAML, 'role_outranks', 'unreadable_metadata', 'changed_meanwhile'],
  })
  async putSamlMetadata(
    @Param('id') id: string,
    @Body() { xml }: SamlMetadataDto,
    @By() by: Administrator,
  ): Promise<void> {
    const party = await this.#party(id, by)
    await this.powers.assertMayChooseProvider(id, by)
    await this.changes.putMetadata(party, xml, by.agent)
  }

  @Post('metadata/refresh')
  @AdminRoute('connections.manage', {
    summary: 'Reads metadata of a provider where it publishes them; they say the issuer, as above',
    fresh: true,
    problems: [...NOT_SAML, 'role_outranks', 'metadata_out_of_reach', 'changed_meanwhile'],
  })
  async refreshSamlMetadata(@Param('id') id: string, @By() by: Administrator): Promise<void> {
    await this.changes.refresh(await this.#party(id, by), by.agent)
  }

  @Post('certificates')
  @AdminRoute('connections.manage', {
    summary: 'Makes the next certificate of this server; the provider learns of it by our metadata',
    fresh: true,
    problems: [...NOT_SAML, 'role_outranks', 'next_certificate_there'],
  })
  async addSamlCertificate(@Param('id') id: string, @By() by: Administrator): Promise<void> {
    await this.changes.addKey(await this.#party(id, by), by.agent)
  }

  @Post('certificates/use')
  @AdminRoute('connections.manage', {
    summary: 'Signs with the next certificate from now on',
    fresh: true,
    problems: [...NOT_SAML, 'role_outranks', 'no_next_certificate'],
  })
  async useSamlCertificate(@Param('id') id: string, @By() by: Administrator): Promise<void> {
    await this.changes.advanceKeys(await this.#party(id, by), by.agent)
  }

  async #party(id: string, by: Administrator) {
    const party = await this.parties.find(id)
    await this.powers.assertMayKeep(id, by)
    return party
  }
}
