import { randomBytes, randomInt, randomUUID } from 'node:crypto'
import { Injectable } from '@nestjs/common'

/** Unpredictable values, as a dependency. */
export abstract class Random {
  /** That many random bytes. */
  abstract bytes(count: number): Uint8Array

  /** A random UUID (version 4). */
  abstract uuid(): string

  /** A whole number from 0 to `maxExclusive` - 1, each equally likely. */
  abstract int(maxExclusive: number): number
}

/** The operating system's cryptographic generator. */
@Injectable()
export class SystemRandom extends Random {
  override bytes(count: number): Uint8Array {
    return randomBytes(count)
  }

  override uuid(): string {
    return randomUUID()
  }

  override int(maxExclusive: number): number {
    return randomInt(maxExclusive)
  }
}
