import { Body, Delete, Get, Headers, Param, Patch, Post, Res } from '@nestjs/common'
import { ApiHeader } from '@nestjs/swagger'
import type { FastifyReply } from 'fastify'
import { ConnectionChanges } from '../../sso/index.js'
import { AdminController } from '../access/admin-controller.js'
import { AdminRoute } from '../access/admin-route.js'
import { type Administrator, By } from '../access/administrator.js'
import { assertMatches, entityTag } from '../api/entity-tag.js'
import { ConnectionPowers } from './connection-powers.js'
import { connectionView, ConnectionViews } from './connection-views.js'
import {
  ConnectionDto,
  ConnectionPatchDto,
  ConnectionsDto,
  ConnectionSecretDto,
  NewConnectionDto,
} from './connections.dto.js'

const CREATED = 201
const CHANGES = ['not_found', 'managed_by_file', 'changed_meanwhile', 'role_outranks']

/** The identity providers with which members sign in. */
@AdminController('sso/connections', 'Single sign-on')
export class ConnectionsController {
  constructor(
    private readonly views: ConnectionViews,
    private readonly changes: ConnectionChanges,
    private readonly powers: ConnectionPowers,
  ) {}

  @Get()
  @AdminRoute('connections.view', { summary: 'Lists connections', answers: ConnectionsDto })
  async listConnections(): Promise<ConnectionsDto> {
    return { data: await this.views.list() }
  }

  @Get(':id')
  @AdminRoute('connections.view', {
    summary: 'Shows a connection',
    answers: ConnectionDto,
    tagged: true,
    problems: ['not_found'],
  })
  async getConnection(
    @Param('id') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ConnectionDto> {
    const view = connectionView(await this.views.find(id))
    reply.header('etag', entityTag(view))
    return view
  }

  @Post()
  @AdminRoute('connections.manage', {
    summary: 'Makes a connection, which is a draft',
    answers: ConnectionDto,
    status: CREATED,
    fresh: true,
    problems: ['too_many_connections', 'role_outranks'],
  })
  async createConnection(
    @Body() { secret, ...wanted }: NewConnectionDto,
    @By() by: Administrator,
  ): Promise<ConnectionDto> {
    return connectionView(await this.changes.create(wanted, secret, this.powers.keeper(by)))
  }

  @Patch(':id')
  @ApiHeader({ name: 'If-Match', required: false, description: 'The ETag that was seen.' })
  @AdminRoute('connections.manage', {
    summary: 'Changes a connection',
    answers: ConnectionDto,
    fresh: true,
    problems: [...CHANGES, 'precondition_failed'],
  })
  async updateConnection(
    @Param('id') id: string,
    @Body() patch: ConnectionPatchDto,
    @Headers('if-match') ifMatch: string | undefined,
    @By() by: Administrator,
  ): Promise<ConnectionDto> {
    assertMatches(ifMatch, connectionView(await this.views.find(id)))
    return connectionView(await this.changes.change(id, patch, this.powers.keeper(by)))
  }

  @Post(':id/enable')
  @AdminRoute('connections.manage', {
    summary: 'Lets members sign in with a connection',
    answers: ConnectionDto,
    fresh: true,
    problems: CHANGES,
  })
  async enableConnection(@Param('id') id: string, @By() by: Administrator): Promise<ConnectionDto> {
    return connectionView(await this.changes.setStatus(id, 'enabled', this.powers.keeper(by)))
  }

  @Post(':id/disable')
  @AdminRoute('connections.manage', {
    summary: 'Lets nobody sign in with a connection any more',
    answers: ConnectionDto,
    fresh: true,
    problems: CHANGES,
  })
  async disableConnection(@Param('id') id: string, @By() by: Administrator): Promise<ConnectionDto> {
    return connectionView(await this.changes.setStatus(id, 'disabled', this.powers.keeper(by)))
  }

  @Post(':id/rotate-secret')
  @AdminRoute('connections.manage', {
    summary: 'Keeps another secret that the provider has given',
    fresh: true,
    problems: CHANGES,
  })
  rotateConnectionSecret(
    @Param('id') id: string,
    @Body() { secret }: ConnectionSecretDto,
    @By() by: Administrator,
  ): Promise<void> {
    return this.changes.setSecret(id, secret, this.powers.keeper(by))
  }

  @Delete(':id')
  @AdminRoute('connections.manage', {
    summary: 'Removes a connection that nobody has an account by',
    fresh: true,
    problems: [...CHANGES, 'connection_in_use'],
  })
  removeConnection(@Param('id') id: string, @By() by: Administrator): Promise<void> {
    return this.changes.remove(id, this.powers.keeper(by))
  }
}
