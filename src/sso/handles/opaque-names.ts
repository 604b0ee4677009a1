import { Injectable } from '@nestjs/common'
import { Random } from '../../telemetry/index.js'

const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789'
const LENGTH = 10

/** Names that say nothing of whoever has them. */
@Injectable()
export class OpaqueNames {
  constructor(private readonly random: Random) {}

  /** A name that nobody can guess, and that begins with a letter. */
  next(): string {
    const letters = Array.from({ length: LENGTH - 1 }, () => LETTERS[this.random.int(LETTERS.length)]!)
    return `u${letters.join('')}`
  }
}
