import { Injectable } from '@nestjs/common'
import { Accounts, nameChoices } from '../../account/index.js'
import { HandlePolicy } from '../../identity/index.js'
import { Refusal } from '../../refusal.js'
import type { HandleTemplate } from '../connections/connection-policy.js'
import type { VerifiedClaims } from '../connections/identity-provider.js'
import type { PersonKey } from '../people/registration.store.js'
import { Registrations } from '../people/registrations.js'
import { HandleTemplates, OPAQUE } from './handle-templates.js'
import { OpaqueNames } from './opaque-names.js'

/** Names that are tried which say nothing. */
const OPAQUE_TRIES = 5
/** Names are cut to fit, so that a number still does. */
const NAME_LENGTH_MAX = 15

/** Proposes handles to those who are to get an account. */
@Injectable()
export class HandleProposals {
  constructor(
    private readonly templates: HandleTemplates,
    private readonly handles: HandlePolicy,
    private readonly accounts: Accounts,
    private readonly registrations: Registrations,
    private readonly names: OpaqueNames,
  ) {}

  /** A handle by the rules of the organization that nobody has; undefined where somebody has to choose. */
  async propose(
    rules: HandleTemplate,
    claims: VerifiedClaims,
    person: PersonKey,
  ): Promise<string | undefined> {
    for (const name of await this.#names(rules, claims)) {
      const handle = `${name}.${rules.domain}`
      if (name !== '' && (await this.isFree(handle, person))) return handle
    }
    return undefined
  }

  /** Whether a handle is of a domain, and not of another one that is below it. */
  isOf(handle: string, domain: string): boolean {
    return this.handles.serviceDomainOf(handle.toLowerCase()) === `.${domain}`
  }

  /** Whether a person may have a handle: it is allowed, nobody has it, and it is kept for nobody else. */
  async isFree(handle: string, person: PersonKey): Promise<boolean> {
    try {
      await this.handles.accept(handle)
      await this.accounts.checkFree(handle, undefined)
    } catch (error) {
      if (error instanceof Refusal) return false
      throw error
    }
    return !(await this.registrations.isKept(handle, person))
  }

  async #names({ template, onCollision }: HandleTemplate, claims: VerifiedClaims): Promise<string[]> {
    if (template === OPAQUE) return Array.from({ length: OPAQUE_TRIES }, () => this.names.next())
    const name = (await this.templates.render(template, claims)).slice(0, NAME_LENGTH_MAX).replace(/-+$/, '')
    if (name === '' || onCollision === 'ask') return [name]
    return nameChoices(name)
  }
}
