import { Injectable } from '@nestjs/common'
import { type AppSession, ConnectedApps } from '../../oauth/index.js'
import { NothingThere } from '../portal.errors.js'
import { PortalNotes } from '../portal-notes.js'
import { PortalSection, type SectionOutcome, type SectionView } from '../portal-section.js'
import type { AppSessionView, AppsState } from '../portal-state.js'
import { placeOf } from '../place-of.js'
import type { Visit } from '../visits/visit.js'

/** The applications that act for the account. */
@Injectable()
export class AppsSection extends PortalSection {
  override readonly name = 'apps'

  constructor(
    private readonly connected: ConnectedApps,
    private readonly notes: PortalNotes,
  ) {
    super()
  }

  override async show({ account, locale }: Visit): Promise<SectionView> {
    return { page: 'apps', apps: byApp(await this.connected.listOf(account.did, locale)) }
  }

  override async take({ account }: Visit, form: URLSearchParams): Promise<SectionOutcome> {
    const clientId = form.get('client')
    const isDone = await (clientId === null
      ? this.connected.end(account.did, form.get('session') ?? '')
      : this.connected.sendAway(account.did, clientId))
    if (!isDone) throw new NothingThere()
    const details = { what: 'app', ...(clientId !== null && { name: clientId }) } as const
    await this.notes.note({ did: account.did, kind: 'session-revoked', details })
    return { kind: 'go', to: this.name, done: clientId === null ? 'session-ended' : 'app-removed' }
  }
}

/** In the order in which they were used. */
function byApp(sessions: readonly AppSession[]): AppsState['apps'] {
  const apps = new Map<string, { app: AppSession['app']; sessions: AppSessionView[] }>()
  for (const session of sessions) {
    const { app } = session
    const known = apps.get(app.clientId) ?? { app, sessions: [] }
    apps.set(app.clientId, known)
    known.sessions.push(viewOf(session))
  }
  return [...apps.values()]
}

function viewOf({
  id,
  createdAt,
  usedAt,
  expiresAt,
  userAgent,
  ip,
  permissions,
}: AppSession): AppSessionView {
  return {
    id,
    createdAt: createdAt.toISOString(),
    usedAt: usedAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    place: placeOf(userAgent, ip),
    permissions,
  }
}
