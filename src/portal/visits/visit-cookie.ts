import { Injectable } from '@nestjs/common'
import { ServiceConfig } from '../../config/index.js'
import { DeviceCookies } from '../../oauth/index.js'

const VALUE = /^([0-9a-z]{1,12})\.([A-Za-z0-9_-]{43})$/
const TIME_RADIX = 36

/**
 * The cookie that lasts as long as the browser is open. Within it count sign-ins that are not to be remembered: what
 * somebody has signed in for elsewhere in this browser, for an application, opens no portal to whoever comes next.
 */
@Injectable()
export class VisitCookie {
  readonly #name: string
  readonly #attributes: string

  constructor(
    { publicUrl }: ServiceConfig,
    private readonly cookies: DeviceCookies,
  ) {
    const isSecure = publicUrl.startsWith('https:')
    this.#name = isSecure ? '__Host-visit' : 'visit'
    this.#attributes = `; Path=/; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`
  }

  /** The header `Set-Cookie` for a visit. @param secret of the browser, to which it is bound */
  header(secret: string, sinceMs: number): string {
    const time = sinceMs.toString(TIME_RADIX)
    return `${this.#name}=${time}.${this.cookies.csrf(secret, pageOfVisit(time))}${this.#attributes}`
  }

  /** When the visit of the header `Cookie` began, in milliseconds since the epoch; `undefined` if there is none. */
  read(header = '', secret: string): number | undefined {
    for (const pair of header.split(';')) {
      const [name = '', value = ''] = pair.trim().split('=', 2)
      const [, time, proof] = (name === this.#name && VALUE.exec(value)) || []
      if (time !== undefined && this.cookies.isCsrf(secret, pageOfVisit(time), proof))
        return parseInt(time, TIME_RADIX)
    }
    return undefined
  }
}

function pageOfVisit(time: string): string {
  return `visit since ${time}`
}
