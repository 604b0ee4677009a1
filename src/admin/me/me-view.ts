import { Injectable } from '@nestjs/common'
import { Accounts } from '../../account/index.js'
import type { Administrator } from '../access/administrator.js'
import { FRESH_MS } from '../access/freshness.js'
import { OrganizationDoors } from '../session/organization-doors.js'
import type { MeDto } from './me.dto.js'

/** Whoever asks, as the API shows them. */
@Injectable()
export class MeView {
  constructor(
    private readonly accounts: Accounts,
    private readonly doors: OrganizationDoors,
  ) {}

  async of({ agent, grants, provedAtMs }: Administrator): Promise<MeDto> {
    const account = agent.type === 'member' ? await this.accounts.byIdentifier(agent.id!) : undefined
    const proofWays = account && (await this.doors.toProve(account.did))
    return {
      type: agent.type,
      ...(agent.id !== undefined && { id: agent.id }),
      ...(account?.handle !== undefined && { handle: account.handle }),
      ...(agent.role !== undefined && { role: agent.role }),
      priority: grants.priority,
      grants: grantViews(grants),
      ...(proofWays && { proofWays }),
      ...(provedAtMs !== undefined && { freshUntil: new Date(provedAtMs + FRESH_MS).toISOString() }),
    }
  }
}

function grantViews(grants: Administrator['grants']): MeDto['grants'] {
  return grants.permissions.map((permission) => {
    const reach = grants.reach(permission)
    return { permission, ...(Array.isArray(reach) && { domains: [...(reach as string[])] }) }
  })
}
