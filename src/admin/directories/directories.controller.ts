import { Body, Get, Param, Post } from '@nestjs/common'
import { AdminController } from '../access/admin-controller.js'
import { AdminRoute } from '../access/admin-route.js'
import { type Administrator, By } from '../access/administrator.js'
import { ConnectionPowers } from '../sso/connection-powers.js'
import {
  IssuedScimTokenDto,
  LeaversDto,
  NewScimTokenDto,
  ResumeLeaversDto,
  ScimRotationDto,
  ScimTokensDto,
} from './directories.dto.js'
import { DirectoryAdministration } from './directory-administration.js'

const CREATED = 201
const SECOND_MS = 1000
const PROBLEMS = ['not_found']

/** Directories that are kept in step with connections (SCIM). */
@AdminController('sso/connections/:id', 'Directories')
export class DirectoriesController {
  constructor(
    private readonly directories: DirectoryAdministration,
    private readonly powers: ConnectionPowers,
  ) {}

  @Get('scim-tokens')
  @AdminRoute('directories.view', {
    summary: 'Lists tokens of a directory',
    answers: ScimTokensDto,
    problems: PROBLEMS,
  })
  listScimTokens(@Param('id') id: string) {
    return this.directories.listTokens(id)
  }

  @Post('scim-tokens')
  @AdminRoute('directories.manage', {
    summary: 'Makes a token of a directory; its secret is shown once',
    answers: IssuedScimTokenDto,
    status: CREATED,
    fresh: true,
    problems: [...PROBLEMS, 'role_outranks'],
  })
  async createScimToken(@Param('id') id: string, @Body() wanted: NewScimTokenDto, @By() by: Administrator) {
    await this.powers.assertMayKeep(id, by)
    return this.directories.issue(id, wanted, by)
  }

  @Post('scim-tokens/:token/rotate')
  @AdminRoute('directories.manage', {
    summary: 'Gives a token of a directory another secret',
    answers: IssuedScimTokenDto,
    fresh: true,
    problems: [...PROBLEMS, 'role_outranks'],
  })
  async rotateScimToken(
    @Param('id') id: string,
    @Param('token') token: string,
    @Body() { overlapSeconds = 0 }: ScimRotationDto,
    @By() by: Administrator,
  ) {
    await this.powers.assertMayKeep(id, by)
    return this.directories.rotate(id, token, overlapSeconds * SECOND_MS, by)
  }

  @Post('scim-tokens/:token/revoke')
  @AdminRoute('directories.manage', {
    summary: 'Makes a token of a directory good for nothing',
    fresh: true,
    problems: PROBLEMS,
  })
  revokeScimToken(
    @Param('id') id: string,
    @Param('token') token: string,
    @By() by: Administrator,
  ): Promise<void> {
    return this.directories.revoke(id, token, by)
  }

  @Get('leavers')
  @AdminRoute('directories.view', {
    summary: 'Shows whether people of a connection may leave',
    answers: LeaversDto,
    problems: PROBLEMS,
  })
  showLeavers(@Param('id') id: string) {
    return this.directories.leavers(id)
  }

  @Post('resume-leavers')
  @AdminRoute('directories.manage', {
    summary: 'Lets people of a connection leave again, after too many did at once',
    fresh: true,
    problems: PROBLEMS,
  })
  resumeLeavers(
    @Param('id') id: string,
    @Body() wanted: ResumeLeaversDto,
    @By() by: Administrator,
  ): Promise<void> {
    return this.directories.resume(id, wanted, by)
  }
}
