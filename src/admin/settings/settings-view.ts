import { Injectable } from '@nestjs/common'
import { Environment, type LiveGroup, type SettingInUse, settingsInUse } from '../../config/index.js'
import { documentOfGroup, ServiceDocuments, SETTING_GROUPS } from '../../settings/index.js'
import type { SettingDto, SettingGroupDto, SettingsDto } from './settings.dto.js'

/** What the service is set to. */
@Injectable()
export class SettingsView {
  constructor(
    private readonly environment: Environment,
    private readonly documents: ServiceDocuments,
  ) {}

  settings(): SettingsDto {
    return { data: settingsInUse(this.environment).map(viewOf) }
  }

  group(group: LiveGroup): SettingGroupDto {
    const data = settingsInUse(this.environment).filter(({ live }) => live === group)
    return { group, version: this.documents.versionOf(documentOfGroup(group)), data: data.map(viewOf) }
  }
}

function viewOf(setting: SettingInUse): SettingDto {
  const { section, name, env, kind, help, secret, value, default: usual, source, live } = setting
  return {
    ...{ section, name, env, kind, help, secret, source },
    pinned: source === 'environment',
    ...(value !== undefined && { value }),
    ...(usual !== undefined && { default: usual }),
    ...(SETTING_GROUPS.some((group) => group === live) && { group: live! }),
  }
}
