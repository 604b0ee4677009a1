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
import { type FieldError, InvalidFields, NotThere } from '../admin.errors.js'
import { readTime } from '../api/time-text.js'
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
    private readonly clock: Clock,
  ) {}

  /** Makes codes. @throws {InvalidFields} */
  create(wanted: NewInvitesDto, agent: Agent): Promise<AccountInviteCodes[]> {
    const { count = 1, uses = 1, forAccounts, emailPattern: text } = wanted
    const errors: FieldError[] = []
    const emailPattern = text === undefined ? undefined : parseEmailPattern(text)
    if (text !== undefined && emailPattern === undefined)
      errors.push({ at: '/emailPattern', message: 'must be an address, or a pattern such as *@example.org' })
    const terms = { ...this.#terms(wanted, errors), ...(emailPattern !== undefined && { emailPattern }) }
    if (errors.length > 0) throw new InvalidFields(errors)
    const order = { codeCount: count, useCount: uses, terms, ...(forAccounts && { accounts: forAccounts }) }
    return this.administration.create(order, agent)
  }

  /** Invites people by mail. @throws {InvalidFields} */
  send(
    { emails: texts, language = 'en', ...wanted }: NewInvitationsDto,
    agent: Agent,
  ): Promise<Invitation[]> {
    const errors: FieldError[] = []
    const emails = texts.map((text, i) => emailIn(text, `/emails/${i}`, errors))
    const terms = this.#terms(wanted, errors)
    if (errors.length > 0) throw new InvalidFields(errors)
    const { expiresAt = new Date(this.clock.nowMs() + LETTER_DAYS * DAY_MS) } = terms
    const order = { emails: [...new Set(emails)], language, terms: { ...terms, expiresAt } }
    return this.administration.send(order, agent)
  }

  /** Sends a letter again. @throws {NotThere | InviteNotOpen} */
  async resend(code: string, agent: Agent): Promise<void> {
    if (!(await this.administration.resend(code, agent))) throw new NotThere('invite code')
  }

  #terms(
    { expiresAt: until, handleDomain: domain, accountClass }: WantedTermsDto,
    errors: FieldError[],
  ): InviteTerms {
    const untilMs = until === undefined ? undefined : readTime(until)
    if (until !== undefined && !(untilMs !== undefined && untilMs > this.clock.nowMs()))
      errors.push({ at: '/expiresAt', message: 'must be a time in the future' })
    const handleDomain = domain?.toLowerCase()
    if (handleDomain !== undefined && !this.domains.find(handleDomain)?.isInUse)
      errors.push({ at: '/handleDomain', message: 'must be a domain on which handles are given out' })
    return {
      ...(untilMs !== undefined && { expiresAt: new Date(untilMs) }),
      ...(handleDomain !== undefined && { handleDomain }),
      ...(accountClass && { accountClass }),
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
