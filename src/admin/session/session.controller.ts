import { AdminEntranceConfig } from '../../config/index.js'
import {
  Body,
  Controller,
  Delete,
  Get,
  Header,
  Post,
  Put,
  Req,
  Res,
  UseFilters,
  UseInterceptors,
  UsePipes,
} from '@nestjs/common'
import { ApiExcludeController } from '@nestjs/swagger'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { shownUserAgent } from '../../audit/index.js'
import { PublicRoute } from '../../http/index.js'
import { limitBy, MINUTE_MS } from '../../xrpc/index.js'
import { ForeignOrigin } from '../admin.errors.js'
import { AdminFilter } from '../admin.filter.js'
import { BodyInterceptor } from '../api/body.interceptor.js'
import { inputValidation } from '../api/input-validation.js'
import { type OrganizationDoor, OrganizationDoors } from './organization-doors.js'
import { PasswordSessions } from './password-sessions.js'
import { SignInDto } from './session.dto.js'

const NO_CONTENT = 204
const signIns = limitBy('ip', 30, 5 * MINUTE_MS, { bucket: 'admin-sign-in' })
const uses = limitBy('ip', 120, MINUTE_MS, { bucket: 'admin-session' })

/** Where the dashboard exchanges the admin password for a cookie. It is for our own pages, and no part of the API. */
@ApiExcludeController()
@Controller('admin/session')
@UseFilters(AdminFilter)
@UseInterceptors(BodyInterceptor)
@UsePipes(inputValidation())
export class SessionController {
  constructor(
    private readonly sessions: PasswordSessions,
    private readonly doors: OrganizationDoors,
    private readonly entrance: AdminEntranceConfig,
  ) {}

  /** How else one can sign in here. */
  @Get()
  @Header('cache-control', 'no-store')
  @PublicRoute(uses)
  async show(): Promise<{ organizations: OrganizationDoor[]; hasPassword: boolean }> {
    return { organizations: await this.doors.toEnter(), hasPassword: this.sessions.isOpen }
  }

  @Post()
  @PublicRoute(signIns)
  async open(@Body() { password }: SignInDto, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    this.#assertOurs(request)
    await answer(reply, await this.sessions.open(password, placeOf(request)))
  }

  @Put()
  @PublicRoute(uses)
  async renew(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    this.#assertOurs(request)
    await answer(reply, this.sessions.renew(request.headers))
  }

  @Delete()
  @PublicRoute(uses)
  async end(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    this.#assertOurs(request)
    await answer(reply, await this.sessions.end(request.headers, placeOf(request)))
  }

  #assertOurs({ headers }: FastifyRequest): void {
    if (headers.origin !== this.entrance.origin) throw new ForeignOrigin()
  }
}

function placeOf({ ip, headers }: FastifyRequest) {
  return { ip, userAgent: shownUserAgent(headers['user-agent']) }
}

async function answer(reply: FastifyReply, setCookie: string): Promise<void> {
  await reply.status(NO_CONTENT).headers({ 'set-cookie': setCookie, 'cache-control': 'no-store' }).send()
}
