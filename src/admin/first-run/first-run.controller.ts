import {
  Body,
  Controller,
  HttpCode,
  Post,
  Req,
  Res,
  UseFilters,
  UseInterceptors,
  UsePipes,
} from '@nestjs/common'
import { ApiExcludeController } from '@nestjs/swagger'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { PublicRoute } from '../../http/index.js'
import { limitBy, MINUTE_MS } from '../../xrpc/index.js'
import { AdminFilter } from '../admin.filter.js'
import { BodyInterceptor } from '../api/body.interceptor.js'
import { inputValidation } from '../api/input-validation.js'
import { FirstRun } from './first-run.js'
import { OwnerAccountDto, OwnerLinkDto, OwnerMemberDto } from './first-run.dto.js'

const OK = 200
const NO_CONTENT = 204
const uses = limitBy('ip', 60, 5 * MINUTE_MS, { bucket: 'first-run' })

/** What the dashboard does for whoever comes with the link for the first Owner. It is no part of the API. */
@ApiExcludeController()
@Controller('admin/session/first-run')
@UseFilters(AdminFilter)
@UseInterceptors(BodyInterceptor)
@UsePipes(inputValidation())
export class FirstRunController {
  constructor(private readonly firstRun: FirstRun) {}

  /** Whether the link is good, and who is signed in in this browser. */
  @Post('open')
  @PublicRoute(uses)
  @HttpCode(OK)
  open(@Body() { secret }: OwnerLinkDto, @Req() request: FastifyRequest) {
    return this.firstRun.open(secret, request)
  }

  @Post('account')
  @PublicRoute(uses)
  async account(
    @Body() { secret, ...wanted }: OwnerAccountDto,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const cookie = await this.firstRun.create(secret, wanted, request)
    if (cookie !== undefined) reply.header('set-cookie', cookie)
    await reply.status(NO_CONTENT).send()
  }

  @Post('member')
  @PublicRoute(uses)
  @HttpCode(NO_CONTENT)
  async member(@Body() { secret, did }: OwnerMemberDto, @Req() request: FastifyRequest): Promise<void> {
    await this.firstRun.appoint(secret, did, request)
  }
}
