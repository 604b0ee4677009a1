import { Injectable } from '@nestjs/common'
import { ConnectionChanges, Links } from '../../sso/index.js'
import { PolicyEffects } from './policy-effects.js'
import type { PolicyChangeDto, PolicyPreviewDto } from './policy-preview.dto.js'

/** People who are looked at together. */
const BATCH = 500
/** Accounts that are named; of more it is only said how many there are. */
const NAMED_MAX = 1_000

/** Says which accounts would change if a connection had other rules; nothing is changed. */
@Injectable()
export class PolicyPreview {
  constructor(
    private readonly changes: ConnectionChanges,
    private readonly links: Links,
    private readonly effects: PolicyEffects,
  ) {}

  /**
   * @param policy any part of one; what is absent is as it is now
   * @throws {ConnectionNotThere | InvalidConnection}
   */
  async of(id: string, policy: Readonly<Record<string, unknown>>): Promise<PolicyPreviewDto> {
    const connection = await this.changes.preview(id, { policy })
    const preview = { data: [] as PolicyChangeDto[], looked: 0, changed: 0, otherHandles: 0 }
    for (let after: string | undefined; ;) {
      const { people, last } = await this.links.page(connection, after, BATCH)
      preview.looked += people.length
      for (const { shown, isChange } of await this.effects.of(connection, people)) {
        if (isChange) preview.changed++
        if (shown.handleDomain !== undefined) preview.otherHandles++
        if (preview.data.length < NAMED_MAX) preview.data.push(shown)
      }
      if (last === undefined) return preview
      after = last
    }
  }
}
