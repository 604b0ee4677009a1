import { Injectable } from '@nestjs/common'
import { createCipheriv, createDecipheriv } from 'node:crypto'
import { Secrets } from '../../config/index.js'
import { Random } from '../../telemetry/index.js'

const ALGORITHM = 'aes-256-gcm'
const NONCE_BYTES = 12
const TAG_BYTES = 16
const PURPOSE = 'answers of the administration that may be sent again'

/**
 * Encrypts answers that are kept: there may be a secret in them, such as a new token.
 * Layout: nonce (12) | tag (16) | ciphertext.
 */
@Injectable()
export class SealedAnswer {
  readonly #key: Buffer

  constructor(
    secrets: Secrets,
    private readonly random: Random,
  ) {
    this.#key = secrets.derived(PURPOSE)
  }

  seal(answer: unknown): Buffer {
    const nonce = this.random.bytes(NONCE_BYTES)
    const cipher = createCipheriv(ALGORITHM, this.#key, nonce)
    const sealed = Buffer.concat([cipher.update(JSON.stringify(answer ?? null), 'utf8'), cipher.final()])
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed])
  }

  /** @throws if it was altered, or sealed with another key */
  open(bytes: Uint8Array): unknown {
    const options = { authTagLength: TAG_BYTES }
    const decipher = createDecipheriv(ALGORITHM, this.#key, bytes.subarray(0, NONCE_BYTES), options)
    decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
    const opened = Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()])
    return JSON.parse(opened.toString('utf8')) as unknown
  }
}
