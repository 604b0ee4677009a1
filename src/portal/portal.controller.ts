import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common'
import { isDid } from '@guildhall/syntax'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { PublicRoute } from '../http/index.js'
import { readForm } from '../oauth/index.js'
import { HOUR_MS, limitBy, MINUTE_MS } from '../xrpc/index.js'
import { AccountPages } from './account-pages.js'
import { AdministrationDoor } from './administration/administration-door.js'
import { Entrance } from './entrance/entrance.js'
import { SignedOut } from './entrance/signed-out.js'
import type { PortalAnswer } from './portal-answer.js'
import { FAREWELL, SIGNED_OUT } from './portal-address.js'
import { PortalReplies, requestOf } from './portal-replies.js'

const views = limitBy('ip', 600, 5 * MINUTE_MS, { bucket: 'portal-pages' })
const forms = limitBy('ip', 100, 5 * MINUTE_MS, { bucket: 'portal-forms' })
/** A mail each. */
const codes = limitBy('ip', 15, HOUR_MS, { bucket: 'portal-codes' })

/** Where members look after their accounts. */
@Controller('account')
export class PortalController {
  constructor(
    private readonly entrance: Entrance,
    private readonly pages: AccountPages,
    private readonly signedOut: SignedOut,
    private readonly door: AdministrationDoor,
    private readonly replies: PortalReplies,
  ) {}

  @Get()
  @PublicRoute(views)
  enter(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    return this.replies.answer(request, reply, () => this.entrance.enter(requestOf(request)))
  }

  /** A page of nobody's, or the overview of an account. */
  @Get(':place')
  @PublicRoute(views)
  show(@Param('place') place: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    return this.replies.answer(request, reply, () => {
      if (isDid(place)) return this.pages.show(requestOf(request), { did: place, section: '' })
      if (place === SIGNED_OUT) return this.signedOut.show(requestOf(request))
      if (place === FAREWELL) return this.pages.farewell(requestOf(request))
      return this.entrance.show(requestOf(request), place)
    })
  }

  @Post(':place')
  @PublicRoute(forms)
  take(@Param('place') place: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    return this.#form(request, reply, (form) =>
      isDid(place)
        ? this.pages.take(requestOf(request), { did: place, section: '' }, form)
        : this.entrance.take(requestOf(request), place, form),
    )
  }

  /** To the dashboard, where that has another host. */
  @Get(['administration/:place', 'administration/:place/:detail'])
  @PublicRoute(views)
  administer(
    @Param() { place, detail }: { place: string; detail?: string },
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    return this.replies.answer(request, reply, () => this.door.open(requestOf(request), place, detail))
  }

  @Get(':did/:section')
  @PublicRoute(views)
  showSection(
    @Param() place: { did: string; section: string },
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    return this.replies.answer(request, reply, () => this.pages.show(requestOf(request), place))
  }

  @Post(':did/:section')
  @PublicRoute(forms)
  takeSection(
    @Param() place: { did: string; section: string },
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    return this.#form(request, reply, (form) => this.pages.take(requestOf(request), place, form))
  }

  @Post(':did/:section/code')
  @PublicRoute(codes)
  sendCode(
    @Param() place: { did: string; section: string },
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    return this.#form(request, reply, (form) => this.pages.sendCode(requestOf(request), place, form))
  }

  #form(
    request: FastifyRequest,
    reply: FastifyReply,
    act: (form: URLSearchParams) => Promise<PortalAnswer>,
  ): Promise<void> {
    return this.replies.answer(request, reply, async () => act(await readForm(request.raw)))
  }
}
