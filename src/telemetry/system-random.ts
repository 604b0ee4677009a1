import { randomBytes, randomInt, randomUUID } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import { Random } from './random.js'

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
