import { hash as argon2, verify } from '@node-rs/argon2'
import { scrypt, timingSafeEqual } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { Injectable } from '@nestjs/common'
import { Random } from '../telemetry/index.js'
import { AccountConfig } from './account.config.js'
import { InvalidPassword, PasswordHashingBusy, PasswordTooLong } from './account.errors.js'

/** argon2id as OWASP advises: 19 MiB, two passes. It costs less than half of what scrypt does here, and whoever guesses more. */
const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const
const ARGON2_FORM = `$argon2id$v=19$m=${ARGON2.memoryCost},t=${ARGON2.timeCost},p=${ARGON2.parallelism}$`

/** scrypt parameters; hashes made with them by other servers, and by us in former times, are good still. */
const SCRYPT = { N: 16_384, r: 8, p: 1 } as const
const SALT_BYTES = 16
const HASH_BYTES = 64

/** Lengths of a new password, in characters. */
const NEW_PASSWORD_MIN = 8
export const NEW_PASSWORD_MAX = 256

/** A hash no password has: unknown accounts are compared with it, so that they take as long as known ones. */
const NOBODY = `${ARGON2_FORM}${'A'.repeat(22)}$${'A'.repeat(43)}`

/**
 * Hashes and compares passwords: argon2id, stored as a PHC string. Those of the reference implementation, and of former
 * times, are scrypt: `salthex:hashhex`. The salt that enters that function is its hexadecimal text, not the bytes behind it.
 *
 * Hashing takes a core for ten milliseconds or more by design. It runs on libuv's threads, at most one per core at a
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
   * @returns a PHC string
   * @throws {PasswordHashingBusy}
   */
  hash(password: string): Promise<string> {
    const salt = Buffer.from(this.random.bytes(SALT_BYTES))
    return this.#inTurn(() => argon2(password, { ...ARGON2, salt }))
  }

  /**
   * Hashes a secret so that it can be looked for: with this salt it is the same each time.
   * @param salt hexadecimal
   * @returns `salthex:hashhex`
   * @throws {PasswordHashingBusy}
   */
  async hashWith(salt: string, secret: string): Promise<string> {
    return `${salt}:${(await this.#derive(secret, salt)).toString('hex')}`
  }

  /** Whether a hash is not as it would be made today. */
  isOutdated(stored: string): boolean {
    return !stored.startsWith(ARGON2_FORM)
  }

  /**
   * Whether a password is the one behind a stored hash. Without a hash the answer is no, but takes as long.
   * @throws {PasswordHashingBusy}
   */
  async matches(password: string, stored: string | undefined): Promise<boolean> {
    const known = stored ?? NOBODY
    const isSame = known.startsWith('$')
      ? await this.#inTurn(() => verify(known, password))
      : await this.#matchesScrypt(password, known)
    return isSame && stored !== undefined
  }

  async #matchesScrypt(password: string, stored: string): Promise<boolean> {
    const [salt = '', hash = ''] = stored.split(':')
    const expected = Buffer.from(hash, 'hex')
    const actual = await this.#derive(password, salt)
    return expected.length === actual.length && timingSafeEqual(expected, actual)
  }

  #derive(password: string, salt: string): Promise<Buffer> {
    return this.#inTurn(
      () =>
        new Promise<Buffer>((resolve, reject) =>
          scrypt(password, salt, HASH_BYTES, SCRYPT, (error, key) => (error ? reject(error) : resolve(key))),
        ),
    )
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    await this.#enter()
    try {
      return await work()
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
