import { Injectable } from '@nestjs/common'
import { LIVE_GROUPS, type LiveGroup, LiveSettings } from '../config/index.js'
import { ServiceDocuments } from './service-documents.js'

/** Groups that are changed as such; `domains` and `branding` have ways of their own. */
export const SETTING_GROUPS = LIVE_GROUPS.filter((group) => group !== 'branding' && group !== 'domains')

/** The document of a group. */
export function documentOfGroup(group: LiveGroup): string {
  return `settings.${group}`
}

/** Puts settings that administrators have changed in the place of their defaults. */
@Injectable()
export class SettingGroups {
  constructor(
    private readonly documents: ServiceDocuments,
    private readonly settings: LiveSettings,
  ) {
    documents.onChange(() => this.#apply())
  }

  #apply(): void {
    for (const group of SETTING_GROUPS) {
      const content = this.documents.read(documentOfGroup(group)) ?? {}
      this.settings.use(group, content as Record<string, string>)
    }
  }
}
