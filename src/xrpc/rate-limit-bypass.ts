import { createHash, timingSafeEqual } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import { AddressList } from './address-list.js'
import { RateLimitConfig } from './rate-limit.config.js'

/** Header that carries the key. */
const HEADER = 'x-ratelimit-bypass'

/** Decides who is not limited: holders of the key, and clients of listed addresses. */
@Injectable()
export class RateLimitBypass {
  readonly #keyDigest: Buffer | undefined
  readonly #addresses: AddressList | undefined

  constructor(config: RateLimitConfig) {
    this.#keyDigest = config.bypassKey === undefined ? undefined : digest(config.bypassKey)
    this.#addresses = config.bypassIps.length > 0 ? new AddressList(config.bypassIps) : undefined
  }

  /** Whether a request goes unlimited. The key is compared in constant time. */
  covers(headers: Readonly<Record<string, string | string[] | undefined>>, ip: string): boolean {
    const key = headers[HEADER]
    if (this.#keyDigest && typeof key === 'string' && timingSafeEqual(digest(key), this.#keyDigest))
      return true
    return this.#addresses?.has(ip) ?? false
  }
}

/** Digests have one length, whatever is compared. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
