import { createHmac, timingSafeEqual } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import { Secrets, ServiceConfig } from '../../config/index.js'
import { Clock, Random } from '../../telemetry/index.js'
import { AdminSessionConfig } from './admin-session.config.js'

const ID_BYTES = 16
const TIME_RADIX = 36
const VALUE = /^([A-Za-z0-9_-]{22})\.([0-9a-z]{1,11})\.([0-9a-z]{1,11})\.([A-Za-z0-9_-]{43})$/

/** A session that began with the admin password. */
export interface PasswordSession {
  readonly id: string
  /** when the password was given (ms since the epoch) */
  readonly startedMs: number
  /** when it was used last, as far as that was written down (ms since the epoch) */
  readonly usedMs: number
}

/**
 * The cookie of whoever has given the admin password in a browser. All that is known of the session is in it, under a
 * seal that holds as long as the password stays the same; scripts cannot read it, and no other site can send it.
 */
@Injectable()
export class PasswordCookie {
  readonly #name: string
  readonly #attributes: string
  readonly #key: Buffer

  constructor(
    { publicUrl }: ServiceConfig,
    secrets: Secrets,
    private readonly config: AdminSessionConfig,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {
    const isSecure = publicUrl.startsWith('https:')
    // With the prefix, no other host of the same domain can set it.
    this.#name = isSecure ? '__Host-admin' : 'admin'
    this.#attributes = `; Path=/; HttpOnly; SameSite=Strict${isSecure ? '; Secure' : ''}`
    const key = secrets.derived('sessions of administrators')
    this.#key = createHmac('sha256', key).update(secrets.adminPassword).digest()
  }

  /** A session that begins now. */
  begin(): PasswordSession {
    const nowMs = this.clock.nowMs()
    const id = Buffer.from(this.random.bytes(ID_BYTES)).toString('base64url')
    return { id, startedMs: nowMs, usedMs: nowMs }
  }

  /** The header `Set-Cookie` for a session that is used now. */
  header({ id, startedMs }: PasswordSession): string {
    const text = [id, startedMs.toString(TIME_RADIX), this.clock.nowMs().toString(TIME_RADIX)].join('.')
    return `${this.#name}=${text}.${this.#seal(text).toString('base64url')}${this.#attributes}`
  }

  /** The header `Set-Cookie` that takes the cookie away. */
  removal(): string {
    return `${this.#name}=; Max-Age=0${this.#attributes}`
  }

  /** The session in the header `Cookie`; undefined if there is none, or it has gone on for too long. */
  read(header = ''): PasswordSession | undefined {
    for (const pair of header.split(';')) {
      const [name = '', value = ''] = pair.trim().split('=', 2)
      const session = name === this.#name ? this.#open(value) : undefined
      if (session && !this.#isOver(session)) return session
    }
    return undefined
  }

  /** When a session ends, however much it is used (ms since the epoch). */
  endOf({ startedMs }: PasswordSession): number {
    return startedMs + this.config.lifetimeMs
  }

  #open(value: string): PasswordSession | undefined {
    const [, id, started, used, seal] = VALUE.exec(value) ?? []
    if (id === undefined || started === undefined || used === undefined || seal === undefined)
      return undefined
    const isOurs = timingSafeEqual(Buffer.from(seal, 'base64url'), this.#seal(`${id}.${started}.${used}`))
    if (!isOurs) return undefined
    return { id, startedMs: parseInt(started, TIME_RADIX), usedMs: parseInt(used, TIME_RADIX) }
  }

  #isOver(session: PasswordSession): boolean {
    const nowMs = this.clock.nowMs()
    return nowMs >= this.endOf(session) || nowMs - session.usedMs >= this.config.idleMs
  }

  #seal(text: string): Buffer {
    return createHmac('sha256', this.#key).update(text).digest()
  }
}
