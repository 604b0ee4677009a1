import { createCipheriv, createDecipheriv } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import { Secrets } from '../config/index.js'
import { Random } from '../telemetry/index.js'
import type { Mail } from './mail.js'

const ALGORITHM = 'aes-256-gcm'
const NONCE_BYTES = 12
const TAG_BYTES = 16
const PURPOSE = 'mail that waits to be sent'

/**
 * Encrypts mail while it waits in the queue: it has codes in it, which nobody who reads the database may use.
 * Layout: nonce (12) | tag (16) | ciphertext, in base64.
 */
@Injectable()
export class SealedMail {
  readonly #key: Buffer

  constructor(
    secrets: Secrets,
    private readonly random: Random,
  ) {
    this.#key = secrets.derived(PURPOSE)
  }

  seal(mail: Mail): string {
    const nonce = this.random.bytes(NONCE_BYTES)
    const cipher = createCipheriv(ALGORITHM, this.#key, nonce)
    const sealed = Buffer.concat([cipher.update(JSON.stringify(mail), 'utf8'), cipher.final()])
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64')
  }

  /** @throws if it was altered, or sealed with another key */
  open(text: string): Mail {
    const bytes = Buffer.from(text, 'base64')
    const decipher = createDecipheriv(ALGORITHM, this.#key, bytes.subarray(0, NONCE_BYTES), {
      authTagLength: TAG_BYTES,
    })
    decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
    const opened = Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()])
    return JSON.parse(opened.toString('utf8')) as Mail
  }
}
