import { Injectable } from '@nestjs/common'
import { type LiveGroup, LiveSettings, type SettingProblem } from '../../config/index.js'
import { documentOfGroup, SETTING_GROUPS, ServiceDocuments } from '../../settings/index.js'
import type { Administrator } from '../access/administrator.js'
import { InvalidFields, NotThere, SettingPinned } from '../admin.errors.js'
import { DocumentChange } from './document-change.js'

/** Changes settings of the service while it runs. */
@Injectable()
export class SettingChanges {
  constructor(
    private readonly documents: ServiceDocuments,
    private readonly changes: DocumentChange,
    private readonly settings: LiveSettings,
  ) {}

  /** @throws {NotThere} when there is no such group */
  groupOf(name: string): LiveGroup {
    const group = SETTING_GROUPS.find((each) => each === name)
    if (group === undefined) throw new NotThere('group of settings')
    return group
  }

  /**
   * Gives settings of a group other values. What is missing, null or empty has its default again.
   * @throws {InvalidFields | SettingPinned | PreconditionFailed}
   */
  async put(
    group: LiveGroup,
    values: Readonly<Record<string, unknown>>,
    ifMatch: string | undefined,
    by: Administrator,
  ): Promise<void> {
    const after = LiveSettings.textsOf(values)
    refuse(this.settings.problemsOf(group, after))
    const name = documentOfGroup(group)
    const before = (this.documents.read(name) ?? {}) as object
    const deed = { action: 'settings.change', target: { type: 'settings', id: group }, before, after }
    await this.changes.make({ name, content: after, ifMatch, deed }, by)
  }
}

function refuse(problems: readonly SettingProblem[]): void {
  const pinned = problems.filter(({ isPinned }) => isPinned).map(({ env }) => env)
  if (pinned.length > 0) throw new SettingPinned(pinned)
  if (problems.length > 0)
    throw new InvalidFields(problems.map(({ env, message }) => ({ at: `/values/${env}`, message })))
}
