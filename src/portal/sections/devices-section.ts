import { Injectable } from '@nestjs/common'
import { OpenSessions } from '../../auth/index.js'
import { Devices } from '../../oauth/index.js'
import { NothingThere } from '../portal.errors.js'
import { PortalNotes } from '../portal-notes.js'
import { PortalSection, type SectionOutcome, type SectionView } from '../portal-section.js'
import type { BrowserView, SessionView } from '../portal-state.js'
import { placeOf } from '../place-of.js'
import type { Visit } from '../visits/visit.js'

/** Browsers in which the account is signed in, and applications that know its password. */
@Injectable()
export class DevicesSection extends PortalSection {
  override readonly name = 'devices'

  constructor(
    private readonly devices: Devices,
    private readonly sessions: OpenSessions,
    private readonly notes: PortalNotes,
  ) {
    super()
  }

  override async show({ account, device }: Visit): Promise<SectionView> {
    const [browsers, sessions] = await Promise.all([
      this.devices.listOf(account.did),
      this.sessions.listOf(account.did),
    ])
    return {
      page: 'devices',
      browsers: browsers.map((one) => browserOf(one, device.id)),
      sessions: sessions.map(sessionOf),
    }
  }

  override async take(visit: Visit, form: URLSearchParams): Promise<SectionOutcome> {
    const { did } = visit.account
    if (form.get('decision') === 'end-others') {
      await this.devices.signOutElsewhere(did, visit.device)
      await this.sessions.endAll(did)
      await this.notes.note({ did, kind: 'session-revoked', details: { what: 'session' } })
      return { kind: 'go', to: this.name, done: 'others-ended' }
    }
    const browser = form.get('browser')
    const isDone = await (browser === null
      ? this.sessions.end(did, form.get('session') ?? '')
      : this.devices.signOut(did, Buffer.from(browser, 'base64url')))
    if (!isDone) throw new NothingThere()
    const what = browser === null ? 'session' : 'browser'
    await this.notes.note({ did, kind: 'session-revoked', details: { what } })
    return { kind: 'go', to: this.name, done: 'session-ended' }
  }
}

function browserOf(browser: Awaited<ReturnType<Devices['listOf']>>[number], here: Uint8Array): BrowserView {
  const { id, userAgent, ip, remembered, signedInAt, seenAt } = browser
  return {
    id: Buffer.from(id).toString('base64url'),
    place: placeOf(userAgent, ip),
    isHere: Buffer.from(here).equals(id),
    isRemembered: remembered,
    signedInAt: signedInAt.toISOString(),
    seenAt: seenAt.toISOString(),
  }
}

function sessionOf(session: Awaited<ReturnType<OpenSessions['listOf']>>[number]): SessionView {
  const { sessionId, userAgent, ip, openedAt, usedAt, appPasswordName } = session
  return {
    id: sessionId,
    place: placeOf(userAgent, ip),
    openedAt: openedAt.toISOString(),
    usedAt: usedAt.toISOString(),
    appPassword: appPasswordName,
  }
}
