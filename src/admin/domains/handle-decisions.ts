import { Injectable } from '@nestjs/common'
import { Accounts, type Claims, ClaimTemplate } from '../../account/index.js'
import { ServiceConfig } from '../../config/index.js'
import { HandlePolicy, UnsupportedDomain } from '../../identity/index.js'
import { Refusal } from '../../refusal.js'
import type { HandleDecisionDto } from './handles.dto.js'
import { madeHandle } from './made-handle.js'

const TAKEN = { code: 'HandleNotAvailable', detail: 'Handle already taken' }
const TWICE = { code: 'handle_twice', detail: 'Somebody before in this list would have it' }

/** Decides which handles people could have, without giving any out. */
@Injectable()
export class HandleDecisions {
  constructor(
    private readonly policy: HandlePolicy,
    private readonly accounts: Accounts,
    private readonly service: ServiceConfig,
  ) {}

  /**
   * Whether somebody could have a handle.
   * @param isAdministrator whether an administrator would give it to them; otherwise they choose it when they come
   */
  async decide(wanted: string, isAdministrator = true): Promise<HandleDecisionDto> {
    const handle = wanted.trim().toLowerCase()
    try {
      if (!this.policy.serviceDomainOf(handle)) throw new UnsupportedDomain()
      await this.policy.accept(handle, { isAdministrator })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      return { handle, isFree: false, code: error.code, detail: error.message }
    }
    const isTaken = (await this.accounts.byHandle(handle)) !== undefined
    return isTaken ? { handle, isFree: false, ...TAKEN } : { handle, isFree: true }
  }

  /**
   * The handles that a template makes of what is known of people, each decided, in their order.
   * @param domain of the handles, unless the template makes whole ones of a domain of ours; absent: the first one
   * @throws {InvalidTemplate}
   */
  async preview(text: string, people: readonly Claims[], domain?: string): Promise<HandleDecisionDto[]> {
    const template = await ClaimTemplate.read(text)
    const ending = domain === undefined ? (this.service.handleDomains[0] ?? '') : `.${domain.toLowerCase()}`
    const seen = new Set<string>()
    const decisions: HandleDecisionDto[] = []
    for (const claims of people) {
      const made = template.render({ domain: ending.slice(1), ...claims })
      const handle = madeHandle(this.policy, made, ending)
      decisions.push(seen.has(handle) ? { handle, isFree: false, ...TWICE } : await this.decide(handle))
      seen.add(handle)
    }
    return decisions
  }
}
