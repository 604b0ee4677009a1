import { Injectable } from '@nestjs/common'
import { createHash, timingSafeEqual } from 'node:crypto'
import { MetricsConfig } from './metrics.config.js'

const BEARER = /^Bearer +(.+)$/i

/** Compares what a reader of metrics presents with the token of the settings. */
@Injectable()
export class MetricsToken {
  readonly #digest: Buffer | undefined

  constructor({ token }: MetricsConfig) {
    this.#digest = token === undefined ? undefined : digestOf(token)
  }

  /** Whether there is a token at all. */
  get isSet(): boolean {
    return this.#digest !== undefined
  }

  /** Whether the value of a header `Authorization` is that token; takes as long for each that is not. */
  matches(authorization: string | undefined): boolean {
    const [, given] = BEARER.exec(authorization ?? '') ?? []
    return this.#digest !== undefined && given !== undefined && timingSafeEqual(digestOf(given), this.#digest)
  }
}

/** Digests have one length, whatever is presented. */
function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
