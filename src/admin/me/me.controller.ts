import { Get } from '@nestjs/common'
import { Accounts } from '../../account/index.js'
import { AdminController } from '../access/admin-controller.js'
import { AdminRoute } from '../access/admin-route.js'
import { type Administrator, By } from '../access/administrator.js'
import { FRESH_MS } from '../access/freshness.js'
import { OrganizationDoors } from '../session/organization-doors.js'
import { MeDto } from './me.dto.js'

/** Who asks, and what they may do. */
@AdminController('me', 'Me')
export class MeController {
  constructor(
    private readonly accounts: Accounts,
    private readonly doors: OrganizationDoors,
  ) {}

  @Get()
  @AdminRoute('self', { summary: 'Says who asks, and what they may do', answers: MeDto })
  async getMe(@By() { agent, grants, provedAtMs }: Administrator): Promise<MeDto> {
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
