import { Injectable } from '@nestjs/common'
import { type Device, DeviceCookies, ForeignForm, problemOf } from '../../oauth/index.js'
import { Refusal } from '../../refusal.js'
import { type GuidedMove, MOVE_PATH, movePathOf } from '../keeping/guided-move.js'
import { MoveLinks } from '../move-links.js'
import { MoveStart } from '../move-start.js'
import { MoveNotReady, OldSignInFailed } from '../moves.errors.js'
import { Moving } from '../moving.js'
import { MovePage, stepOf } from './move-page.js'

/** Seconds until a browser looks again how far the move is. */
const LOOK_AGAIN_S = 5

/** Somebody who has a link, in a browser. */
export interface MoveVisit {
  readonly device: Device
  /** as in the header `Accept-Language` */
  readonly locale: string
}

/** What a browser is told. */
export type MoveAnswer =
  | { readonly kind: 'go'; readonly to: string }
  | {
      readonly kind: 'show'
      readonly html: string
      /** in seconds */ readonly lookAgain?: number | undefined
    }

/** What somebody goes through who moves here. */
@Injectable()
export class MoveJourney {
  constructor(
    private readonly links: MoveLinks,
    private readonly start: MoveStart,
    private readonly moving: Moving,
    private readonly page: MovePage,
    private readonly cookies: DeviceCookies,
  ) {}

  /** What the link leads to. Programs that look at links in letters open none by that. @throws {MoveLinkOver} */
  async greet(token: string, { device, locale }: MoveVisit): Promise<MoveAnswer> {
    const move = await this.links.byToken(token, device.id)
    if (move.deviceId) return { kind: 'go', to: movePathOf(move) }
    const csrf = this.cookies.csrf(device.secret, MOVE_PATH)
    return { kind: 'show', html: await this.page.draw(move, { csrf, locale, token }) }
  }

  /** Opens a link: it goes on in this browser only. @throws {MoveLinkOver | ForeignForm} */
  async open(form: URLSearchParams, { device }: MoveVisit): Promise<MoveAnswer> {
    this.#assertOwn(MOVE_PATH, form, device)
    const move = await this.links.byToken(form.get('token') ?? '', device.id)
    if (!move.deviceId) await this.links.open(move, device.id)
    return { kind: 'go', to: movePathOf(move) }
  }

  /** @throws {MoveLinkOver} */
  async show(id: string, visit: MoveVisit): Promise<MoveAnswer> {
    return this.#draw(await this.#find(id, visit), visit)
  }

  /** @throws {MoveLinkOver | ForeignForm} */
  async answer(id: string, form: URLSearchParams, visit: MoveVisit): Promise<MoveAnswer> {
    const move = await this.#find(id, visit)
    const to = movePathOf(move)
    this.#assertOwn(to, form, visit.device)
    try {
      await this.#act(move, form, visit.locale)
      return { kind: 'go', to }
    } catch (error) {
      // It was done already, in another window.
      if (error instanceof MoveNotReady) return { kind: 'go', to }
      if (error instanceof OldSignInFailed)
        return this.#draw(move, visit, { typed: form, trouble: error.problem })
      const problem = error instanceof Refusal ? problemOf(error) : undefined
      if (problem === undefined) throw error
      return this.#draw(move, visit, { typed: form, problem })
    }
  }

  #act(move: GuidedMove, form: URLSearchParams, locale: string): Promise<void> {
    const text = (name: string): string => (form.get(name) ?? '').trim()
    const proof = { password: form.get('oldPassword') ?? '', code: text('signInCode') || undefined }
    switch (stepOf(move)) {
      case 'start':
        return this.start.begin(move, proof, {
          ...{ password: form.get('password') ?? '', handle: text('handle'), email: text('email') },
          ...{ agreed: form.get('terms') === 'on', locale },
        })
      case 'again':
        return this.start.signInAgain(move, proof)
      case 'code':
        return this.start.giveCode(move, text('code'))
      default:
        return this.start.goOn(move)
    }
  }

  /** Sends the browser to the organization with which the member signs in here from now on. @throws {MoveLinkOver} */
  async leave(id: string, visit: MoveVisit): Promise<MoveAnswer> {
    const move = await this.#find(id, visit)
    return { kind: 'go', to: (await this.page.wayOut(move, visit.device.id)) ?? movePathOf(move) }
  }

  async #find(id: string, { device }: MoveVisit): Promise<GuidedMove> {
    const move = await this.moving.settled(await this.links.find(id, device.id))
    return this.start.goOnLinked(move)
  }

  async #draw(move: GuidedMove, { device, locale }: MoveVisit, more: object = {}): Promise<MoveAnswer> {
    const csrf = this.cookies.csrf(device.secret, movePathOf(move))
    const html = await this.page.draw(move, { csrf, locale, ...more })
    return { kind: 'show', html, ...(move.state === 'underWay' && { lookAgain: LOOK_AGAIN_S }) }
  }

  #assertOwn(page: string, form: URLSearchParams, { secret }: Device): void {
    if (!this.cookies.isCsrf(secret, page, form.get('csrf') ?? undefined)) throw new ForeignForm()
  }
}
