import { Body, Get, Headers, Param, Put, Res } from '@nestjs/common'
import { ApiHeader } from '@nestjs/swagger'
import type { FastifyReply } from 'fastify'
import { AdminController } from '../access/admin-controller.js'
import { AdminRoute } from '../access/admin-route.js'
import { type Administrator, By } from '../access/administrator.js'
import { versionTag } from './document-change.js'
import { SettingChanges } from './setting-changes.js'
import { SettingsView } from './settings-view.js'
import { SettingGroupDto, SettingGroupValuesDto, SettingsDto } from './settings.dto.js'

/** What the service is set to. */
@AdminController('settings', 'Settings')
export class SettingsController {
  constructor(
    private readonly view: SettingsView,
    private readonly changes: SettingChanges,
  ) {}

  @Get()
  @AdminRoute('settings.view', {
    summary: 'Lists settings, with their values and sources',
    answers: SettingsDto,
  })
  listSettings(): SettingsDto {
    return this.view.settings()
  }

  @Get(':group')
  @AdminRoute('settings.view', {
    summary: 'Shows settings that can be changed at run time',
    answers: SettingGroupDto,
    tagged: true,
    problems: ['not_found'],
  })
  getSettingGroup(@Param('group') name: string, @Res({ passthrough: true }) reply: FastifyReply) {
    const group = this.view.group(this.changes.groupOf(name))
    reply.header('etag', versionTag(group.version))
    return group
  }

  @Put(':group')
  @ApiHeader({ name: 'If-Match', required: false, description: 'The ETag that was seen.' })
  @AdminRoute('settings.edit', {
    summary: 'Changes settings at run time, on all nodes',
    answers: SettingGroupDto,
    problems: ['not_found', 'setting_pinned', 'precondition_failed'],
  })
  async updateSettingGroup(
    @Param('group') name: string,
    @Body() { values }: SettingGroupValuesDto,
    @Headers('if-match') ifMatch: string | undefined,
    @By() by: Administrator,
  ): Promise<SettingGroupDto> {
    const group = this.changes.groupOf(name)
    await this.changes.put(group, values, ifMatch, by)
    return this.view.group(group)
  }
}
