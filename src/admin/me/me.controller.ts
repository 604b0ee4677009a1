import { Get, Post, Req } from '@nestjs/common'
import type { FastifyRequest } from 'fastify'
import { AdminController } from '../access/admin-controller.js'
import { AdminRoute } from '../access/admin-route.js'
import { type Administrator, By } from '../access/administrator.js'
import { MemberSignOut } from '../session/member-sign-out.js'
import { MeDto, SignedOutDto } from './me.dto.js'
import { MeView } from './me-view.js'

const OK = 200

/** Who asks, and what they may do. */
@AdminController('me', 'Me')
export class MeController {
  constructor(
    private readonly view: MeView,
    private readonly exit: MemberSignOut,
  ) {}

  @Get()
  @AdminRoute('self', { summary: 'Says who asks, and what they may do', answers: MeDto })
  getMe(@By() administrator: Administrator): Promise<MeDto> {
    return this.view.of(administrator)
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
