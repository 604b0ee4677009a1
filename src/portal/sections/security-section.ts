import { Injectable } from '@nestjs/common'
import { type SecurityEvent, SecurityEvents } from '../../account/index.js'
import { type FactorOverview, SecondFactors } from '../../auth/index.js'
import { NothingThere, UnknownForm } from '../portal.errors.js'
import { OrganizationLinks } from './organization-links.js'
import { PortalSection, type SectionOutcome, type SectionView } from '../portal-section.js'
import type { EventView, OwnPasskeyView } from '../portal-state.js'
import { placeOf } from '../place-of.js'
import type { Visit } from '../visits/visit.js'

/** What protects the account besides its password, and what has happened to it. */
@Injectable()
export class SecuritySection extends PortalSection {
  override readonly name = 'security'

  constructor(
    private readonly factors: SecondFactors,
    private readonly events: SecurityEvents,
    private readonly organizations: OrganizationLinks,
  ) {
    super()
  }

  override isSensitiveForm(): boolean {
    return true
  }

  override async show(visit: Visit): Promise<SectionView> {
    const { did } = visit.account
    const [organizations, factors, { events, cursor }] = await Promise.all([
      this.organizations.view(visit, this.name),
      this.factors.list(did),
      this.events.list(did, visit.query.before),
    ])
    const hasFactor = factors.totp !== undefined || factors.passkeys.length > 0
    return {
      page: this.name,
      organizations,
      totpSince: factors.totp?.addedAt.toISOString(),
      passkeys: factors.passkeys.map(passkeyView),
      recoveryCodesLeft: hasFactor ? factors.recoveryCodesLeft : undefined,
      events: events.map(eventView),
      earlier: cursor,
    }
  }

  override async take(visit: Visit, form: URLSearchParams): Promise<SectionOutcome> {
    const { did } = visit.account
    const unlink = form.get('unlink')
    if (unlink !== null) {
      if (!(await this.organizations.end(visit, unlink))) throw new NothingThere()
      return { kind: 'go', to: this.name, done: 'factor-removed' }
    }
    const rename = form.get('rename')
    if (rename !== null) {
      if (!(await this.factors.renamePasskey(did, rename, form.get('name') ?? ''))) throw new NothingThere()
      return { kind: 'go', to: this.name, done: 'passkey-renamed' }
    }
    const decision = form.get('decision')
    if (decision === 'renew-codes') {
      const codes = await this.factors.renewRecoveryCodes(did)
      return { kind: 'show', view: { page: 'recovery-codes', codes } }
    }
    if (decision !== 'remove-totp' && !form.has('remove')) throw new UnknownForm()
    const isGone = await (decision === 'remove-totp'
      ? this.factors.removeTotp(did)
      : this.factors.removePasskey(did, form.get('remove') ?? ''))
    if (!isGone) throw new NothingThere()
    return { kind: 'go', to: this.name, done: 'factor-removed' }
  }
}

function passkeyView({
  id,
  name,
  addedAt,
  lastUsedAt,
  isSynced,
}: FactorOverview['passkeys'][number]): OwnPasskeyView {
  return { id, name, addedAt: addedAt.toISOString(), usedAt: lastUsedAt?.toISOString(), isSynced }
}

function eventView(event: SecurityEvent): EventView {
  const { kind, at, ip, userAgent } = event
  const isNew = kind === 'signed-in' && event.details.isNew
  return {
    kind: isNew ? 'signed-in-new' : kind,
    at: at.toISOString(),
    place: placeOf(userAgent, ip),
    name: nameIn(event),
  }
}

/** What it was about, where it had a name. */
function nameIn(event: SecurityEvent): string | undefined {
  if (event.kind === 'handle-changed') return event.details.to
  if (event.kind === 'app-allowed') return hostOf(event.details.clientId)
  return 'name' in event.details ? event.details.name : undefined
}

function hostOf(clientId: string): string {
  return URL.canParse(clientId) ? new URL(clientId).host : clientId
}
