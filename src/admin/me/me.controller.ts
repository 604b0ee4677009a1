import { Get, Post, Req } from '@nestjs/common'
import type { FastifyRequest } from 'fastify'
import { Accounts } from '../../account/index.js'
import { AdminController } from '../access/admin-controller.js'
import { AdminRoute } from '../access/admin-route.js'
import { type Administrator, By } from '../access/administrator.js'
import { FRESH_MS } from '../access/freshness.js'
import { MemberSignOut } from '../session/member-sign-out.js'
import { OrganizationDoors } from '../session/organization-doors.js'
import { MeDto, SignedOutDto } from './me.dto.js'

const OK = 200

/** Who asks, and what they may do. */
@AdminController('me', 'Me')
export class MeController {
  constructor(
    private readonly accounts: Accounts,
    private readonly doors: OrganizationDoors,
    private readonly exit: MemberSignOut,
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

  @Post('sign-out')
  @AdminRoute('self', {
    summary: 'Signs a member out of the browser in which they administer',
    answers: SignedOutDto,
    status: OK,
  })
  async signOut(@By() { agent }: Administrator, @Req() { headers }: FastifyRequest): Promise<SignedOutDto> {
    const href = await this.exit.leave(agent, headers)
    return { ...(href !== undefined && { href }) }
  }
}

function grantViews(grants: Administrator['grants']): MeDto['grants'] {
  return grants.permissions.map((permission) => {
    const reach = grants.reach(permission)
    return { permission, ...(Array.isArray(reach) && { domains: [...(reach as string[])] }) }
  })
}
