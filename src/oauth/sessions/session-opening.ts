import type { ClientAuth, ClientMetadata } from '@guildhall/oauth'
import type { Did } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import { LastSeen } from '../../account/index.js'
import { Clock } from '../../telemetry/index.js'
import { ClientDirectory } from '../clients/client-directory.js'
import { OauthConfig } from '../oauth.config.js'
import { type FoundOauthSession, OauthSessionStore } from './oauth-session.store.js'

/** When a session was used last is known to the minute: nobody needs it closer, and not every call writes. */
const NOTED_EACH_MS = 60_000

/** What a new session is made of. */
export interface WantedSession {
  readonly id: string
  readonly did: Did
  readonly clientId: string
  readonly deviceId: Uint8Array
  readonly scope: string
  readonly dpopThumbprint: string
  readonly clientAuth: ClientAuth
}

/** Opens sessions of applications, and knows for how long they are good. */
@Injectable()
export class SessionOpening {
  constructor(
    private readonly store: OauthSessionStore,
    private readonly clients: ClientDirectory,
    private readonly config: OauthConfig,
    private readonly lastSeen: LastSeen,
    private readonly clock: Clock,
  ) {}

  async open(wanted: WantedSession): Promise<void> {
    const nowMs = this.clock.nowMs()
    const { sessionMs } = this.lifetimes(wanted.clientId, wanted.clientAuth.method)
    const times = { createdAt: new Date(nowMs), expiresAt: new Date(nowMs + sessionMs) }
    await this.store.add({ ...wanted, ...times })
    this.lastSeen.note(wanted.did)
  }

  /** How long the sessions of a client last, and how long they may be left alone. */
  lifetimes(
    clientId: string,
    method: ClientMetadata['authMethod'],
  ): { readonly sessionMs: number; readonly refreshMs: number } {
    const { publicSessionMs, confidentialSessionMs, confidentialRefreshMs } = this.config
    if (method === 'none' && !this.clients.isTrusted(clientId))
      return { sessionMs: publicSessionMs, refreshMs: publicSessionMs }
    return { sessionMs: confidentialSessionMs, refreshMs: confidentialRefreshMs }
  }

  /** What an account has allowed an application before. */
  async hasConsented(did: Did, clientId: string, scope: string): Promise<boolean> {
    const consented = (await this.store.consented(did, clientId))?.split(' ') ?? []
    return scope.split(' ').every((one) => consented.includes(one))
  }

  /** A session that is still good. */
  async find(id: string): Promise<FoundOauthSession | undefined> {
    return this.unlessOver(await this.store.find(id))
  }

  /** A session that was found, if it is still good. */
  unlessOver(session: FoundOauthSession | undefined): FoundOauthSession | undefined {
    return session && session.expiresAt.getTime() > this.clock.nowMs() ? session : undefined
  }

  /** Notes that a session goes on, unless that was noted just before. */
  async touch({ id, did, usedAt }: FoundOauthSession): Promise<void> {
    this.lastSeen.note(did)
    const nowMs = this.clock.nowMs()
    if (nowMs - usedAt.getTime() >= NOTED_EACH_MS) await this.store.touch(id, new Date(nowMs))
  }
}
