import { Injectable } from '@nestjs/common'
import { FactorReset, SecondFactors } from '../../auth/index.js'
import { type Agent, Audit, type Deed } from '../../audit/index.js'
import type { Queryable } from '../../database/index.js'
import { ConnectedApps } from '../../oauth/index.js'
import type { Administrator } from '../access/administrator.js'
import { NotThere } from '../admin.errors.js'
import { AccountAccess } from './account-access.js'
import type { OauthGrantsDto, SecondFactorsDto } from './account-credentials.dto.js'

/** By what one gets into an account besides the password: applications that were let in, and second factors. */
@Injectable()
export class AccountCredentials {
  constructor(
    private readonly access: AccountAccess,
    private readonly apps: ConnectedApps,
    private readonly factors: SecondFactors,
    private readonly resets: FactorReset,
    private readonly audit: Audit,
  ) {}

  /** Applications that act for the member. @throws {NotThere} */
  async grants(did: string, by: Administrator): Promise<OauthGrantsDto> {
    const account = await this.access.look(by, 'sessions.view', did)
    const sessions = await this.apps.listOf(account.did, '')
    return {
      data: sessions.map(({ id, app, permissions, createdAt, usedAt, expiresAt, ip, userAgent }) => ({
        ...{ id, clientId: app.clientId },
        ...(app.name !== undefined && { name: app.name }),
        scopes: permissions.map(({ scope }) => scope),
        openedAt: createdAt.toISOString(),
        usedAt: usedAt.toISOString(),
        expiresAt: expiresAt.toISOString(),
        ...(ip !== undefined && { ip }),
        ...(userAgent !== undefined && { userAgent }),
      })),
    }
  }

  /** Sends an application away. @throws {NotThere | Outranked} */
  async endGrant(did: string, id: string, by: Administrator): Promise<void> {
    const account = await this.access.reach(by, 'sessions.revoke', did)
    const deed = { action: 'account.endGrant', target: targetOf(account), before: { id } }
    if (!(await this.apps.end(account.did, id, this.#note(by.agent, deed)))) throw new NotThere('application')
  }

  /** Sends all applications away: each has to ask the member anew. @throws {NotThere | Outranked} */
  async endGrants(did: string, by: Administrator, reason: string | undefined): Promise<void> {
    const account = await this.access.reach(by, 'sessions.revoke', did)
    const deed = { action: 'account.endGrants', target: targetOf(account), reason }
    await this.apps.sendAllAway(account.did, this.#note(by.agent, deed))
  }

  /** The second factors of the member. @throws {NotThere} */
  async listFactors(did: string, by: Administrator): Promise<SecondFactorsDto> {
    const account = await this.access.look(by, 'sessions.view', did)
    const { totp, passkeys, recoveryCodesLeft } = await this.factors.list(account.did)
    return {
      passkeys: passkeys.map(({ id, name, addedAt, lastUsedAt, isSynced }) => ({
        ...{ id, name, isSynced },
        addedAt: addedAt.toISOString(),
        ...(lastUsedAt && { lastUsedAt: lastUsedAt.toISOString() }),
      })),
      ...(totp && { totpAddedAt: totp.addedAt.toISOString() }),
      recoveryCodesLeft,
    }
  }

  /** Removes a passkey; the member is told. @throws {NotThere | Outranked} */
  async removePasskey(did: string, id: string, by: Administrator): Promise<void> {
    const account = await this.access.reach(by, 'accounts.factors', did)
    const deed = { action: 'account.removePasskey', target: targetOf(account), before: { id } }
    if (!(await this.factors.removePasskey(account.did, id, this.#note(by.agent, deed))))
      throw new NotThere('passkey')
  }

  /** Removes all passkeys; the member is told. @throws {NotThere | Outranked} also where there is none */
  async removePasskeys(did: string, by: Administrator, reason: string | undefined): Promise<void> {
    const account = await this.access.reach(by, 'accounts.factors', did)
    const deed = { action: 'account.removePasskeys', target: targetOf(account), reason }
    const isDone = await this.factors.removePasskeys(account.did, (tx, passkeys) =>
      this.audit.record(tx, by.agent, { ...deed, before: { passkeys } }),
    )
    if (!isDone) throw new NotThere('passkey')
  }

  /** Removes all second factors; the member is told. @throws {NotThere | Outranked} */
  async reset(did: string, by: Administrator, reason: string | undefined): Promise<void> {
    const account = await this.access.reach(by, 'accounts.factors', did)
    if ((await this.resets.reset(account.did, { agent: by.agent, reason })) === 0)
      throw new NotThere('second factor')
  }

  #note(agent: Agent, deed: Deed): (tx: Queryable) => Promise<void> {
    return (tx) => this.audit.record(tx, agent, deed)
  }
}

function targetOf({ did }: { readonly did: string }) {
  return { type: 'account', id: did }
}
