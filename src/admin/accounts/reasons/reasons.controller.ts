import { Body, Get, Headers, Put, Res } from '@nestjs/common'
import { ApiHeader } from '@nestjs/swagger'
import type { FastifyReply } from 'fastify'
import { AdminController } from '../../access/admin-controller.js'
import { AdminRoute } from '../../access/admin-route.js'
import { type Administrator, By } from '../../access/administrator.js'
import { Reasons } from './reasons.js'
import { ReasonsDto } from './reasons.dto.js'

/** Reasons that are given often, to choose from where something is done to an account. */
@AdminController('reasons', 'Account states')
export class ReasonsController {
  constructor(private readonly reasons: Reasons) {}

  @Get()
  @AdminRoute('accounts.view', {
    summary: 'Lists reasons that are given often, with what members read of them',
    answers: ReasonsDto,
    tagged: true,
  })
  listReasons(@Res({ passthrough: true }) reply: FastifyReply): ReasonsDto {
    reply.header('etag', this.reasons.tag())
    return this.reasons.show()
  }

  @Put()
  @ApiHeader({ name: 'If-Match', required: false, description: 'The ETag that was seen.' })
  @AdminRoute('settings.edit', {
    summary: 'Puts another list of reasons in the place of the present one',
    answers: ReasonsDto,
    problems: ['precondition_failed'],
  })
  async putReasons(
    @Body() wanted: ReasonsDto,
    @Headers('if-match') ifMatch: string | undefined,
    @By() by: Administrator,
  ): Promise<ReasonsDto> {
    await this.reasons.put(wanted, ifMatch, by)
    return this.reasons.show()
  }
}
