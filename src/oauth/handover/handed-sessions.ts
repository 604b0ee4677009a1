import { createHash } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import { AdminEntranceConfig } from '../../config/index.js'
import { Clock, Random } from '../../telemetry/index.js'
import { type HandedSession, HandedSessionStore } from './handed-session.store.js'

const SECRET_BYTES = 32
/** Cookies of our name that are looked at: a browser has one, or some more that another host has set. */
const SAME_NAME_MAX = 8
const SECRET = /^[A-Za-z0-9_-]{43}$/
/** As long as a sign-in is good for administering. */
const LIFETIME_MS = 12 * 60 * 60 * 1000

/**
 * What the host of the administration knows of sign-ins, where it is not that of members' pages: no cookie goes from one to
 * the other. Each refers to the sign-in in the browser, so that whatever ends that ends it at once, on all nodes.
 */
@Injectable()
export class HandedSessions {
  readonly #name: string
  readonly #attributes: string

  constructor(
    { origin }: AdminEntranceConfig,
    private readonly store: HandedSessionStore,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {
    const isSecure = origin.startsWith('https:')
    // With the prefix, no other host of the same domain can set it.
    this.#name = isSecure ? '__Host-administration' : 'administration'
    this.#attributes = `; Path=/; HttpOnly; SameSite=Strict${isSecure ? '; Secure' : ''}`
  }

  /** Begins one. @returns the header `Set-Cookie`; undefined if the account is not signed in there any more */
  async open(session: HandedSession): Promise<string | undefined> {
    const secret = Buffer.from(this.random.bytes(SECRET_BYTES)).toString('base64url')
    const expiresAt = new Date(this.clock.nowMs() + LIFETIME_MS)
    const isOpen = await this.store.add(digestOf(secret), session, expiresAt)
    return isOpen ? `${this.#name}=${secret}${this.#attributes}` : undefined
  }

  /** The one of a browser. @param header `Cookie` */
  async find(header = ''): Promise<HandedSession | undefined> {
    const secrets = header
      .split(';')
      .map((pair) => pair.trim().split('=', 2) as [name: string, value?: string])
      .flatMap(([name, value = '']) => (name === this.#name && SECRET.test(value) ? [value] : []))
      .slice(0, SAME_NAME_MAX)
    if (secrets.length === 0) return undefined
    return this.store.find(secrets.map(digestOf), new Date(this.clock.nowMs()))
  }
}

function digestOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}
