import { Injectable } from '@nestjs/common'
import {
  type AccountInviteCodes,
  type Invitation,
  InviteAdministration,
  type InviteTerms,
  parseEmail,
  parseEmailPattern,
} from '../../account/index.js'
import type { Agent } from '../../audit/index.js'
import { HandleDomains } from '../../identity/index.js'
import { Refusal } from '../../refusal.js'
import { Clock } from '../../telemetry/index.js'
import type { Administrator } from '../access/administrator.js'
import { assertFresh } from '../access/freshness.js'
import { type FieldError, InvalidFields, NotThere } from '../admin.errors.js'
import { readTime } from '../api/time-text.js'
import { HandleDecisions } from '../domains/handle-decisions.js'
import { RoleAssignments } from '../roles/role-assignments.js'
import type { NewInvitationsDto, NewInvitesDto, WantedTermsDto } from './invites.dto.js'

const DAY_MS = 24 * 60 * 60 * 1000
/** How long letters are good where nothing is said. */
const LETTER_DAYS = 14

/** What administrators want of invites. */
@Injectable()
export class InviteOrders {
  constructor(
    private readonly administration: InviteAdministration,
    private readonly domains: HandleDomains,
    private readonly handles: HandleDecisions,
    private readonly roles: RoleAssignments,
    private readonly clock: Clock,
  ) {}

  /** Makes codes. @throws {InvalidFields | RoleOutranks | StepUpRequired} */
  async create(wanted: NewInvitesDto, by: Administrator): Promise<AccountInviteCodes[]> {
    const { count = 1, uses = 1, forAccounts, emailPattern: text } = wanted
    const errors: FieldError[] = []
    const emailPattern = text === undefined ? undefined : parseEmailPattern(text)
    if (text !== undefined && emailPattern === undefined)
      errors.push({ at: '/emailPattern', message: 'must be an address, or a pattern such as *@example.org' })
    const own = await this.#terms(wanted, errors)
    const terms = { ...own, ...(emailPattern !== undefined && { emailPattern }) }
    const isForOne = count === 1 && uses === 1 && !forAccounts && emailPattern?.includes('*') === false
    if (terms.role && !isForOne)
      errors.push({ at: '/role', message: 'takes one code, good once, for one address and no member' })
    if (terms.suggestedHandle !== undefined && !(count === 1 && uses === 1 && !forAccounts))
      errors.push({ at: '/prefill', message: 'takes one code, good once, and no member' })
    if (errors.length > 0) throw new InvalidFields(errors)
    await this.#checkRole(terms, by)
    const order = { codeCount: count, useCount: uses, terms, ...(forAccounts && { accounts: forAccounts }) }
    return this.administration.create(order, by.agent)
  }

  /** Invites people by mail. @throws {InvalidFields | RoleOutranks | StepUpRequired} */
  async send(
    { emails: texts, language = 'en', ...wanted }: NewInvitationsDto,
    by: Administrator,
  ): Promise<Invitation[]> {
    const errors: FieldError[] = []
    const emails = texts.map((text, i) => emailIn(text, `/emails/${i}`, errors))
    const terms = await this.#terms(wanted, errors)
    if (terms.suggestedHandle !== undefined && new Set(emails).size > 1)
      errors.push({ at: '/prefill', message: 'takes one address' })
    if (errors.length > 0) throw new InvalidFields(errors)
    await this.#checkRole(terms, by)
    const { expiresAt = new Date(this.clock.nowMs() + LETTER_DAYS * DAY_MS) } = terms
    const order = { emails: [...new Set(emails)], language, terms: { ...terms, expiresAt } }
    return this.administration.send(order, by.agent)
  }

  /** Sends a letter again. @throws {NotThere | InviteNotOpen} */
  async resend(code: string, agent: Agent): Promise<void> {
    if (!(await this.administration.resend(code, agent))) throw new NotThere('invite code')
  }

  /** Switches a code off. @throws {NotThere} */
  async revoke(code: string, agent: Agent): Promise<void> {
    if (!(await this.administration.revoke(code, agent))) throw new NotThere('invite code')
  }

  /** Whoever promises a role keeps the rules of giving it by hand. */
  async #checkRole({ role }: InviteTerms, by: Administrator): Promise<void> {
    if (!role) return
    await this.roles.assertMayPromise({ role: role.id, domain: role.domain }, by)
    assertFresh(by, this.clock.nowMs())
  }

  /** A handle that whoever signs up could have now. @param domain of the handles that the code is for */
  async #suggestion(wanted: string, domain: string | undefined, errors: FieldError[]): Promise<string> {
    const { handle, detail } = await this.handles.decide(wanted, false)
    const isOther = domain !== undefined && this.domains.servedOf(handle)?.domain !== domain
    const problem = detail ?? (isOther ? `must end in .${domain}` : undefined)
    if (problem !== undefined) errors.push({ at: '/prefill/handle', message: problem })
    return handle
  }

  async #terms(
    { expiresAt: until, handleDomain: domain, prefill, accountClass, role, roleDomain }: WantedTermsDto,
    errors: FieldError[],
  ): Promise<InviteTerms> {
    const untilMs = until === undefined ? undefined : readTime(until)
    if (until !== undefined && !(untilMs !== undefined && untilMs > this.clock.nowMs()))
      errors.push({ at: '/expiresAt', message: 'must be a time in the future' })
    const handleDomain = domain?.toLowerCase()
    if (handleDomain !== undefined && !this.domains.find(handleDomain)?.isInUse)
      errors.push({ at: '/handleDomain', message: 'must be a domain on which handles are given out' })
    const suggestedHandle = prefill && (await this.#suggestion(prefill.handle, handleDomain, errors))
    if (roleDomain !== undefined && role === undefined)
      errors.push({ at: '/roleDomain', message: 'takes a role' })
    return {
      ...(untilMs !== undefined && { expiresAt: new Date(untilMs) }),
      ...(handleDomain !== undefined && { handleDomain }),
      ...(suggestedHandle !== undefined && { suggestedHandle }),
      ...(accountClass && { accountClass }),
      ...(role !== undefined && { role: { id: role, domain: roleDomain } }),
    }
  }
}

function emailIn(text: string, at: string, errors: FieldError[]): string {
  try {
    return parseEmail(text.trim())
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    errors.push({ at, message: 'must be an address that is supported' })
    return ''
  }
}
