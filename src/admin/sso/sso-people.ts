import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { maskedEmail } from '../../account/index.js'
import type { Agent } from '../../audit/index.js'
import type { Grants } from '../../roles/index.js'
import {
  ExceptionStore,
  type PasswordException,
  type Registration,
  RegistrationStore,
} from '../../sso/index.js'
import { InvalidFields } from '../admin.errors.js'
import { assertMatches, entityTag } from '../api/entity-tag.js'
import { SsoDeeds } from './sso-deeds.js'
import type { ExceptionDto, NewExceptionDto, RegistrationDto } from './sso-people.dto.js'

const DAY_MS = 24 * 60 * 60 * 1000
/** Exceptions do not become the rule. */
const EXCEPTION_MAX_MS = 90 * DAY_MS
const AWAITING_MAX = 500

/** What administrators do about people of organizations. */
@Injectable()
export class SsoPeople {
  constructor(
    private readonly registrations: RegistrationStore,
    private readonly exceptions: ExceptionStore,
    private readonly deeds: SsoDeeds,
  ) {}

  /** Those who wait for an account, as somebody with these grants sees them. */
  async awaiting(grants: Grants): Promise<RegistrationDto[]> {
    const waiting = await this.registrations.awaiting(AWAITING_MAX)
    return waiting.map((one) => registrationView(one, grants.allows('accounts.contact', one.handle)))
  }

  async listExceptions(): Promise<ExceptionDto[]> {
    return (await this.exceptions.list(this.deeds.in(0))).map((exception) => {
      const view = exceptionView(exception)
      return { ...view, tag: entityTag(view) }
    })
  }

  /**
   * Lets somebody use the password for a while.
   * @param ifMatch the tag of the exception that this one takes the place of
   * @throws {InvalidFields | PreconditionFailed}
   */
  async except(
    did: Did,
    { reason, expiresAt: until }: NewExceptionDto,
    ifMatch: string | undefined,
    agent: Agent,
  ): Promise<void> {
    const expiresAt = new Date(until)
    if (expiresAt <= this.deeds.in(0) || expiresAt > this.deeds.in(EXCEPTION_MAX_MS))
      throw new InvalidFields([{ at: '/expiresAt', message: 'must be in the future, within 90 days' }])
    const grantedBy = agent.type === 'member' ? (agent.id as Did) : undefined
    const target = { type: 'account', id: did }
    const deed = {
      action: 'sso-exception.grant',
      target,
      reason,
      after: { expiresAt: expiresAt.toISOString() },
    }
    await this.deeds.do(agent, deed, 'account', async (tx) => {
      const seen = await this.exceptions.lock(tx, did)
      assertMatches(ifMatch, seen ? exceptionView(seen) : {})
      await this.exceptions.put(tx, { did, reason, grantedBy, grantedAt: this.deeds.in(0), expiresAt })
      return true
    })
  }

  /** @throws {NotThere} */
  endException(did: Did, agent: Agent): Promise<void> {
    const deed = { action: 'sso-exception.revoke', target: { type: 'account', id: did } }
    return this.deeds.do(agent, deed, 'exception', (tx) => this.exceptions.remove(tx, did))
  }
}

function exceptionView({ did, reason, expiresAt }: PasswordException): Omit<ExceptionDto, 'tag'> {
  return { did, reason, expiresAt: expiresAt.toISOString() }
}

function registrationView(
  { id, connectionId, subject, claims, handle, createdAt }: Registration,
  isWhole: boolean,
): RegistrationDto {
  const { name, email: said } = claims
  const email = said === undefined || isWhole ? said : maskedEmail(said)
  return { id, connection: connectionId, subject, name, email, handle, createdAt: createdAt.toISOString() }
}
