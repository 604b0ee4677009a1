import { Injectable } from '@nestjs/common'
import type { Agent } from '../../audit/index.js'
import { type Device, DeviceCookies, ForeignForm } from '../../oauth/index.js'
import type { SsoAnswer } from '../landing/sso-journey.js'
import { SetupDrafts } from './setup-drafts.js'
import { SETUP_PATH, type SetupLink, setupPathOf } from './setup-link.js'
import { SetupLinks } from './setup-links.js'
import { SetupPage } from './setup-page.js'
import { SetupSaving } from './setup-saving.js'
import { SetupIncomplete, SetupLinkOver } from './setup.errors.js'

/** Somebody who has a link, in a browser. */
export interface SetupVisit {
  readonly device: Device
  /** as in the header `Accept-Language` */
  readonly locale: string
  /** from where, for the audit */
  readonly from: Pick<Agent, 'ip' | 'userAgent'>
}

/** What somebody goes through who fills in a connection by a link. */
@Injectable()
export class SetupJourney {
  constructor(
    private readonly links: SetupLinks,
    private readonly drafts: SetupDrafts,
    private readonly saving: SetupSaving,
    private readonly page: SetupPage,
    private readonly cookies: DeviceCookies,
  ) {}

  /** What the link leads to. Programs that look at links in letters open none by that. @throws {SetupLinkOver} */
  async greet(token: string, { device, locale }: SetupVisit): Promise<SsoAnswer> {
    const link = await this.links.byToken(token, device.id)
    if (link.openedAt) return { kind: 'go', to: setupPathOf(link) }
    const csrf = this.cookies.csrf(device.secret, SETUP_PATH)
    return { kind: 'show', html: await this.page.draw(link, { csrf, locale, token }) }
  }

  /** Opens a link: it goes on in this browser only. @throws {SetupLinkOver | ForeignForm} */
  async open(form: URLSearchParams, visit: SetupVisit): Promise<SsoAnswer> {
    this.#assertOwn(SETUP_PATH, form, visit.device)
    const link = await this.links.byToken(form.get('token') ?? '', visit.device.id)
    if (!link.openedAt) await this.links.open(link, visit.device.id, agentOf(link, visit))
    return { kind: 'go', to: setupPathOf(link) }
  }

  /** @throws {SetupLinkOver} */
  async show(id: string, visit: SetupVisit): Promise<SsoAnswer> {
    return this.#draw(await this.links.find(id, visit.device.id), visit)
  }

  /** Saves what was filled in, or hands it in. @throws {SetupLinkOver | SetupIncomplete | ForeignForm} */
  async answer(id: string, form: URLSearchParams, visit: SetupVisit): Promise<SsoAnswer> {
    const link = await this.#unfinished(id, visit)
    this.#assertOwn(setupPathOf(link), form, visit.device)
    const agent = agentOf(link, visit)
    if (form.get('decision') !== 'submit')
      return this.#draw(link, visit, { typed: form, checks: await this.saving.save(link, form, agent) })
    if (!(await this.drafts.of(link))?.issuer) throw new SetupIncomplete()
    await this.links.submit(link, agent)
    return { kind: 'go', to: setupPathOf(link) }
  }

  /** The link of a browser in which something can still be done. @throws {SetupLinkOver} */
  async #unfinished(id: string, { device }: SetupVisit): Promise<SetupLink> {
    const link = await this.links.find(id, device.id)
    if (link.submittedAt) throw new SetupLinkOver()
    return link
  }

  async #draw(link: SetupLink, { device, locale }: SetupVisit, more: object = {}): Promise<SsoAnswer> {
    const csrf = this.cookies.csrf(device.secret, setupPathOf(link))
    return { kind: 'show', html: await this.page.draw(link, { csrf, locale, ...more }) }
  }

  #assertOwn(page: string, form: URLSearchParams, { secret }: Device): void {
    if (!this.cookies.isCsrf(secret, page, form.get('csrf') ?? undefined)) throw new ForeignForm()
  }
}

function agentOf({ id }: SetupLink, { from }: SetupVisit): Agent {
  return { type: 'setup-link', id, ...from }
}
