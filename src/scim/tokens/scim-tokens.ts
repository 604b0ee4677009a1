import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { type Agent, Audit } from '../../audit/index.js'
import { newTokenSecret, tokenDigest } from '../../auth/index.js'
import { UnitOfWork } from '../../database/index.js'
import { Random, TimedId } from '../../telemetry/index.js'
import { type ScimToken, ScimTokenStore } from './scim-token.store.js'

/** What tokens of directories begin with. */
const PREFIX = 'pdsscim_'

/** When a token was used is noted at most so often. */
const NOTED_EVERY_MS = 60_000

/** A token with its secret, which nobody is told again. */
export interface IssuedScimToken {
  readonly token: ScimToken
  readonly secret: string
}

/** Tokens with which directories are kept in step: each is for one connection. */
@Injectable()
export class ScimTokens {
  constructor(
    private readonly store: ScimTokenStore,
    private readonly audit: Audit,
    private readonly work: UnitOfWork,
    private readonly ids: TimedId,
    private readonly random: Random,
  ) {}

  /** Makes a token. @param expiresAt in the future */
  async issue(
    connectionId: string,
    { name, expiresAt }: Pick<ScimToken, 'name' | 'expiresAt'>,
    by: Agent,
  ): Promise<IssuedScimToken> {
    const createdBy = by.type === 'member' ? (by.id as Did) : undefined
    const made = { id: this.ids.next(), connectionId, createdBy, createdAt: new Date(this.ids.nowMs()) }
    const token = { ...made, name, expiresAt, revokedAt: undefined, usedAt: undefined, usedIp: undefined }
    const secret = this.#newSecret()
    await this.work.run(async (tx) => {
      await this.store.add(tx, token, tokenDigest(PREFIX, secret)!)
      const after = { connectionId, name, expiresAt: expiresAt.toISOString() }
      await this.audit.record(tx, by, { action: 'scimToken.create', target: targetOf(token), after })
    })
    return { token, secret }
  }

  /**
   * Gives a token another secret.
   * @param overlapMs how long the former one stays good
   * @returns undefined if there is no such token that is good
   */
  async rotate(
    connectionId: string,
    id: string,
    overlapMs: number,
    by: Agent,
  ): Promise<IssuedScimToken | undefined> {
    const token = await this.store.find(connectionId, id)
    if (!token) return undefined
    const secret = this.#newSecret()
    const nowMs = this.ids.nowMs()
    const times = { now: new Date(nowMs), formerUntil: new Date(nowMs + overlapMs) }
    const isRotated = await this.work.run(async (tx) => {
      if (!(await this.store.rotate(tx, id, tokenDigest(PREFIX, secret)!, times))) return false
      const after = { connectionId, formerUntil: times.formerUntil.toISOString() }
      await this.audit.record(tx, by, { action: 'scimToken.rotate', target: targetOf(token), after })
      return true
    })
    return isRotated ? { token, secret } : undefined
  }

  /** Makes a token good for nothing. @returns whether there was one */
  async revoke(connectionId: string, id: string, by: Agent): Promise<boolean> {
    const token = await this.store.find(connectionId, id)
    if (!token) return false
    return this.work.run(async (tx) => {
      if (!(await this.store.revoke(tx, id, new Date(this.ids.nowMs())))) return false
      await this.audit.record(tx, by, {
        action: 'scimToken.revoke',
        target: targetOf(token),
        after: { connectionId },
      })
      return true
    })
  }

  list(connectionId: string): Promise<ScimToken[]> {
    return this.store.list(connectionId)
  }

  /** The token that a text is, if it is good now. */
  async admit(text: string, ip: string): Promise<ScimToken | undefined> {
    const digest = tokenDigest(PREFIX, text)
    const nowMs = this.ids.nowMs()
    const token = digest && (await this.store.findGood(digest, new Date(nowMs)))
    if (token)
      await this.store.used(token.id, {
        at: new Date(nowMs),
        ip,
        notedAfter: new Date(nowMs - NOTED_EVERY_MS),
      })
    return token
  }

  #newSecret(): string {
    return newTokenSecret(PREFIX, (count) => this.random.bytes(count))
  }
}

function targetOf({ id }: ScimToken) {
  return { type: 'scimToken', id }
}
