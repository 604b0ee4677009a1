import { Injectable } from '@nestjs/common'
import { ServiceConfig } from '../../config/index.js'
import { Pages, type SetupAddress, type SetupResult, type SetupState } from '../../oauth/index.js'
import type { Connection } from '../connections/connection.js'
import { CALLBACK_PATH, SIGNED_OUT_PATH } from '../oidc/oidc-provider.js'
import { SamlAddresses } from '../saml/saml-addresses.js'
import type { SsoTrace } from '../transactions/trace.store.js'
import { SetupDrafts } from './setup-drafts.js'
import { SETUP_PATH, type SetupLink, setupPathOf } from './setup-link.js'
import type { SetupCheck } from './setup-saving.js'
import { SetupTrial } from './setup-trial.js'

const CLAIM_LENGTH_MAX = 500
const CLAIMS_MAX = 100

/** What the page needs besides the link. */
export interface SetupSheet {
  readonly csrf: string
  /** as in the header `Accept-Language` */
  readonly locale: string
  /** before it is opened: what the address said */
  readonly token?: string | undefined
  /** just now */
  readonly typed?: URLSearchParams | undefined
  readonly checks?: readonly SetupCheck[] | undefined
}

/** The page on which a connection is filled in. */
@Injectable()
export class SetupPage {
  constructor(
    private readonly pages: Pages,
    private readonly service: ServiceConfig,
    private readonly saml: SamlAddresses,
    private readonly drafts: SetupDrafts,
    private readonly trial: SetupTrial,
  ) {}

  /** @throws {SetupLinkOver} */
  async draw(link: SetupLink, sheet: SetupSheet): Promise<string> {
    const { csrf, locale, token, checks = [] } = sheet
    const step = stepOf(link, token)
    const action = token === undefined ? setupPathOf(link) : SETUP_PATH
    const state: SetupState = {
      ...{ page: 'sso-setup', csrf, action, token, checks },
      step,
      ...{ name: link.name, kind: link.kind, until: link.expiresAt.toISOString() },
      ...(step === 'fill' && (await this.#filled(link, sheet.typed))),
    }
    return this.pages.render(state, locale)
  }

  async #filled(link: SetupLink, typed: URLSearchParams | undefined): Promise<Partial<SetupState>> {
    const draft = await this.drafts.of(link)
    const last = await this.trial.lastOf(link)
    return {
      addresses: this.#addresses(link),
      fields: fieldsOf(draft, typed),
      hasSecret: await this.drafts.hasSecret(link),
      isComplete: draft !== undefined && draft.issuer !== '',
      result: last && resultOf(last),
    }
  }

  #addresses({ kind, connectionId }: SetupLink): SetupAddress[] {
    const { publicUrl } = this.service
    if (kind === 'oidc')
      return [
        { what: 'redirect', url: `${publicUrl}${CALLBACK_PATH}` },
        { what: 'signedOut', url: `${publicUrl}${SIGNED_OUT_PATH}` },
        { what: 'logout', url: `${publicUrl}/sso/connections/${connectionId}/backchannel-logout` },
      ]
    const { entityId, consumerUrl, logoutUrl } = this.saml.of(connectionId)
    return [
      { what: 'entityId', url: entityId },
      { what: 'consumer', url: consumerUrl },
      { what: 'singleLogout', url: logoutUrl },
    ]
  }
}

function stepOf({ submittedAt }: SetupLink, token: string | undefined): SetupState['step'] {
  if (token !== undefined) return 'begin'
  return submittedAt ? 'done' : 'fill'
}

/** What is in the fields; secrets are never shown again. */
function fieldsOf(draft: Connection | undefined, typed: URLSearchParams | undefined): SetupState['fields'] {
  const kept = { issuer: draft?.issuer, ...draft?.settings } as Readonly<Record<string, unknown>>
  const of = (name: string) => {
    const value = typed?.get(name) ?? kept[name]
    return typeof value === 'string' ? value : ''
  }
  return { issuer: of('issuer'), clientId: of('clientId'), metadataUrl: of('metadataUrl') }
}

function resultOf({ outcome, details }: SsoTrace): SetupResult {
  const { claims, detail } = details
  const said = typeof claims === 'object' && claims !== null ? Object.entries(claims) : []
  return {
    ok: outcome === 'done',
    detail: typeof detail === 'string' ? detail : undefined,
    claims: said.slice(0, CLAIMS_MAX).map(([name, value]) => ({ name, value: shown(value) })),
  }
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.slice(0, CLAIM_LENGTH_MAX)
}
