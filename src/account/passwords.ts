import { scrypt, timingSafeEqual } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { Injectable } from '@nestjs/common'
import { Random } from '../telemetry/index.js'
import { AccountConfig } from './account.config.js'
import { InvalidPassword, PasswordHashingBusy, PasswordTooLong } from './account.errors.js'

/** scrypt parameters; hashes made with them by other servers can be taken over as they are. */
const SCRYPT = { N: 16_384, r: 8, p: 1 } as const
const SALT_BYTES = 16
const HASH_BYTES = 64

/** Lengths of a new password, in characters. */
const NEW_PASSWORD_MIN = 8
export const NEW_PASSWORD_MAX = 256

/** A hash no password has: unknown accounts are compared with it, so that they take as long as known ones. */
const NOBODY = `${'00'.repeat(SALT_BYTES)}:${'00'.repeat(HASH_BYTES)}`

/**
 * Hashes and compares passwords: scrypt, stored as `salthex:hashhex`. The salt that enters the function is its
 * hexadecimal text, not the bytes behind it, so that hashes of the reference implementation stay valid here.
 *
 * Hashing takes a core for tens of milliseconds by design. It runs on libuv's threads, at most one per core at a
 * time, so that a wave of sign-ins leaves threads for files; the rest waits in line, and the line has an end.
 */
@Injectable()
export class Passwords {
  readonly #concurrencyMax = availableParallelism()
  readonly #waiting: (() => void)[] = []
  #running = 0

  constructor(
    private readonly config: AccountConfig,
    private readonly random: Random,
  ) {}

  /**
   * Refuses what must not become a password.
   * @throws {PasswordTooLong | InvalidPassword}
   */
  checkNew(password: string | undefined): asserts password is string {
    if ((password?.length ?? 0) > NEW_PASSWORD_MAX) throw new PasswordTooLong(NEW_PASSWORD_MAX)
    if (!password) throw new InvalidPassword('Password is required')
    if (password.length < NEW_PASSWORD_MIN) {
      throw new InvalidPassword(`Password too short. Minimum length is ${NEW_PASSWORD_MIN} characters.`)
    }
  }

  /**
   * Hashes a password.
   * @param salt hexadecimal; a fresh one unless given
   * @returns `salthex:hashhex`
   * @throws {PasswordHashingBusy}
   */
  async hash(password: string, salt = toHex(this.random.bytes(SALT_BYTES))): Promise<string> {
    return `${salt}:${toHex(await this.#derive(password, salt))}`
  }

  /**
   * Whether a password is the one behind a stored hash. Without a hash the answer is no, but takes as long.
   * @throws {PasswordHashingBusy}
   */
  async matches(password: string, stored: string | undefined): Promise<boolean> {
    const [salt = '', hash = ''] = (stored ?? NOBODY).split(':')
    const expected = Buffer.from(hash, 'hex')
    const actual = await this.#derive(password, salt)
    return expected.length === actual.length && timingSafeEqual(expected, actual) && stored !== undefined
  }

  async #derive(password: string, salt: string): Promise<Buffer> {
    await this.#enter()
    try {
      return await new Promise<Buffer>((resolve, reject) =>
        scrypt(password, salt, HASH_BYTES, SCRYPT, (error, key) => (error ? reject(error) : resolve(key))),
      )
    } finally {
      this.#leave()
    }
  }

  #enter(): Promise<void> | void {
    if (this.#running < this.#concurrencyMax) {
      this.#running++
      return
    }
    if (this.#waiting.length >= this.config.passwordLineMax) throw new PasswordHashingBusy()
    return new Promise((resolve) => this.#waiting.push(resolve))
  }

  /** Hands the place over to whoever waits longest. */
  #leave(): void {
    const next = this.#waiting.shift()
    if (next) next()
    else this.#running--
  }
}

function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}
