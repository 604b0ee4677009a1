import { Body, Delete, Get, Headers, Param, Patch, Post, Res } from '@nestjs/common'
import { ApiHeader } from '@nestjs/swagger'
import type { FastifyReply } from 'fastify'
import { AdminController } from '../access/admin-controller.js'
import { AdminRoute } from '../access/admin-route.js'
import { type Administrator, By } from '../access/administrator.js'
import { listOf } from '../api/api.dto.js'
import { assertMatches, entityTag } from '../api/entity-tag.js'
import { ListParam, type ListQuery } from '../api/list-query.js'
import { RoleAssignments } from './role-assignments.js'
import { RoleShaping } from './role-shaping.js'
import { ASSIGNMENT_LIST, customRoleView, RoleViews } from './role-views.js'
import {
  CustomRoleDto,
  NewAssignmentDto,
  NewRoleDto,
  RoleAssignmentDto,
  RolePatchDto,
  RolesDto,
} from './roles.dto.js'

const CREATED = 201
const IF_MATCH = { name: 'If-Match', required: false, description: 'The ETag that was seen.' }

/** Roles and who has them. */
@AdminController('', 'Roles')
export class RolesController {
  constructor(
    private readonly views: RoleViews,
    private readonly assignments: RoleAssignments,
    private readonly shaping: RoleShaping,
  ) {}

  @Get('roles')
  @AdminRoute('roles.view', { summary: 'Lists roles and permissions', answers: RolesDto })
  listRoles(@By() { grants }: Administrator): Promise<RolesDto> {
    return this.views.roles(grants)
  }

  @Post('roles')
  @AdminRoute('roles.manage', {
    summary: 'Makes a role that ranks below the own one and allows no more',
    answers: CustomRoleDto,
    status: CREATED,
    fresh: true,
    problems: ['role_outranks', 'role_name_taken'],
  })
  async createRole(@Body() { help = '', ...wanted }: NewRoleDto, @By() by: Administrator) {
    return customRoleView(await this.shaping.make({ ...wanted, help }, by), by.grants)
  }

  @Get('roles/:role')
  @AdminRoute('roles.view', {
    summary: 'Shows a role that the organization has made itself',
    answers: CustomRoleDto,
    tagged: true,
    problems: ['not_found'],
  })
  async getRole(
    @Param('role') id: string,
    @By() { grants }: Administrator,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CustomRoleDto> {
    const role = await this.shaping.find(id)
    reply.header('etag', entityTag(role))
    return customRoleView(role, grants)
  }

  @Patch('roles/:role')
  @ApiHeader(IF_MATCH)
  @AdminRoute('roles.manage', {
    summary: 'Changes a role that the organization has made itself, for everybody who has it',
    answers: CustomRoleDto,
    fresh: true,
    problems: ['not_found', 'role_outranks', 'precondition_failed'],
  })
  async updateRole(
    @Param('role') role: string,
    @Body() patch: RolePatchDto,
    @Headers('if-match') ifMatch: string | undefined,
    @By() by: Administrator,
  ) {
    const changed = await this.shaping.change(role, patch, by, (seen) => assertMatches(ifMatch, seen))
    return customRoleView(changed, by.grants)
  }

  @Delete('roles/:role')
  @ApiHeader(IF_MATCH)
  @AdminRoute('roles.manage', {
    summary: 'Does away with a role that nobody has',
    fresh: true,
    problems: ['not_found', 'role_outranks', 'role_in_use', 'precondition_failed'],
  })
  deleteRole(
    @Param('role') role: string,
    @Headers('if-match') ifMatch: string | undefined,
    @By() by: Administrator,
  ): Promise<void> {
    return this.shaping.remove(role, by, (seen) => assertMatches(ifMatch, seen))
  }

  @Get('role-assignments')
  @AdminRoute('roles.view', {
    summary: 'Lists who has which role',
    answers: listOf(RoleAssignmentDto),
    list: ASSIGNMENT_LIST,
    personal: true,
  })
  listRoleAssignments(@ListParam(ASSIGNMENT_LIST) query: ListQuery) {
    return this.views.assignments(query)
  }

  @Post('role-assignments')
  @AdminRoute('roles.assign', {
    summary: 'Gives a member a role',
    answers: RoleAssignmentDto,
    status: CREATED,
    fresh: true,
    problems: ['role_outranks', 'last_owner'],
  })
  async assignRole(@Body() { expiresAt, ...wanted }: NewAssignmentDto, @By() by: Administrator) {
    const expiry = expiresAt === undefined ? {} : { expiresAt: new Date(expiresAt) }
    return this.views.assignment(await this.assignments.assign({ ...wanted, ...expiry }, by))
  }

  @Delete('role-assignments/:id')
  @AdminRoute('roles.assign', {
    summary: 'Takes a role away',
    fresh: true,
    problems: ['not_found', 'role_outranks', 'last_owner'],
  })
  revokeRole(@Param('id') id: string, @By() by: Administrator): Promise<void> {
    return this.assignments.revoke(id, by)
  }
}
