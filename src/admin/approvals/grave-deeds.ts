import { Injectable } from '@nestjs/common'
import { Contributions } from '../../contributions/index.js'
import { GraveDeed } from './grave-deed.js'

/** All that takes two people, by name. */
@Injectable()
export class GraveDeeds {
  constructor(private readonly contributions: Contributions) {}

  named(action: string): GraveDeed | undefined {
    return this.contributions.of(GraveDeed).find((deed) => deed.action === action)
  }
}
