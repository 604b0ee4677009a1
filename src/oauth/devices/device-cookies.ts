import { createHmac, timingSafeEqual } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import { Secrets, ServiceConfig } from '../../config/index.js'
import { Random } from '../../telemetry/index.js'

const SECRET_BYTES = 32
const SECRET = /^[A-Za-z0-9_-]{43}$/

/** Browsers keep cookies for 400 days at most. */
const MAX_AGE_S = 400 * 24 * 60 * 60

/** The cookie by which a browser is known, and what its forms have to prove. */
@Injectable()
export class DeviceCookies {
  readonly #name: string
  readonly #isSecure: boolean
  readonly #csrfSecret: Buffer

  constructor(
    { publicUrl }: ServiceConfig,
    secrets: Secrets,
    private readonly random: Random,
  ) {
    this.#isSecure = publicUrl.startsWith('https:')
    // With the prefix, no other host of the same domain can set it.
    this.#name = this.#isSecure ? '__Host-device' : 'device'
    this.#csrfSecret = secrets.derived('forms of the authorization server')
  }

  /** A new value. */
  make(): string {
    return Buffer.from(this.random.bytes(SECRET_BYTES)).toString('base64url')
  }

  /** The value in the header `Cookie`; `undefined` if there is none that could be one. */
  read(header = ''): string | undefined {
    for (const pair of header.split(';')) {
      const [name = '', value = ''] = pair.trim().split('=', 2)
      if (name === this.#name && SECRET.test(value)) return value
    }
    return undefined
  }

  /** The header `Set-Cookie` for a value. */
  header(secret: string): string {
    const secure = this.#isSecure ? '; Secure' : ''
    return `${this.#name}=${secret}; Path=/; Max-Age=${MAX_AGE_S}; HttpOnly; SameSite=Lax${secure}`
  }

  /** What the forms of a page have to send back: only that page, in that browser, can know it. */
  csrf(secret: string, page: string): string {
    return createHmac('sha256', this.#csrfSecret).update(`${secret}\0${page}`).digest('base64url')
  }

  /** Whether a form was sent by the page that the browser was shown. */
  isCsrf(secret: string, page: string, given: string | undefined): boolean {
    const expected = Buffer.from(this.csrf(secret, page))
    const actual = Buffer.from(given ?? '')
    return expected.length === actual.length && timingSafeEqual(expected, actual)
  }
}
