import type { Did } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import { ServiceConfig } from '../../config/index.js'
import { HandlePolicy, KnownHandles } from '../../identity/index.js'
import { HandleChange } from '../../lifecycle/index.js'
import { MissingField } from '../portal.errors.js'
import { PortalSection, type SectionOutcome, type SectionView, type TypedForm } from '../portal-section.js'
import type { HandleState } from '../portal-state.js'
import type { Visit } from '../visits/visit.js'

/** The handle: one of this service, or a domain of one's own. */
@Injectable()
export class HandleSection extends PortalSection {
  override readonly name = 'handle'
  override readonly isSensitive = true

  constructor(
    private readonly policy: HandlePolicy,
    private readonly handles: KnownHandles,
    private readonly changes: HandleChange,
    private readonly service: ServiceConfig,
  ) {
    super()
  }

  override async show({ account, query }: Visit, { fields, problem }: TypedForm): Promise<SectionView> {
    const wanted = nameIn(fields.handle ?? fields.domain ?? query.domain)
    // What was typed after a problem need not be a handle at all.
    const isHandle = wanted.includes('.') && problem !== 'handle-invalid'
    const isOwn = isHandle && !this.policy.serviceDomainOf(wanted)
    const domain = isOwn ? await this.#ownDomain(account.did, wanted) : undefined
    return { page: this.name, domains: this.service.handleDomains, wanted, domain }
  }

  override async take({ account }: Visit, form: URLSearchParams): Promise<SectionOutcome> {
    const name = nameIn(form.get('handle') ?? undefined)
    if (name === '') throw new MissingField('handle')
    // A name alone is one below the first domain of this service.
    const handle = name.includes('.') ? name : `${name}${this.service.handleDomains[0] ?? ''}`
    await this.changes.change(account.did, handle)
    return { kind: 'go', to: this.name, done: 'handle-changed' }
  }

  /** What has to be set at a domain, and what is found there now. @throws {InvalidHandle} */
  async #ownDomain(did: Did, wanted: string): Promise<HandleState['domain']> {
    const handle = this.policy.normalize(wanted)
    const found = await this.handles.resolve(handle, { refresh: true })
    return {
      handle,
      txtName: `_atproto.${handle}`,
      txtValue: `did=${did}`,
      url: `https://${handle}/.well-known/atproto-did`,
      found: found === did ? 'this-account' : found === undefined ? 'nothing' : 'another-account',
    }
  }
}

function nameIn(text: string | undefined): string {
  return (text ?? '').trim().replace(/^@/, '').toLowerCase()
}
