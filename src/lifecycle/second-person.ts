import { Injectable } from '@nestjs/common'
import { Contributions } from '../contributions/index.js'
import type { Agent } from '../audit/index.js'
import { SecondPersonNeeded } from './lifecycle.errors.js'
import { SecondPersonRule } from './second-person-rule.js'

/** Holds up administrators who do alone what takes two of them, whichever way they come. */
@Injectable()
export class SecondPerson {
  constructor(private readonly contributions: Contributions) {}

  /**
   * Whoever has the machine in their hands needs nobody: that is the way out when there is no second person left.
   * @throws {SecondPersonNeeded}
   */
  async assertAgreed({ type, approvals }: Agent): Promise<void> {
    if (approvals || type === 'command' || type === 'system') return
    for (const rule of this.contributions.of(SecondPersonRule)) {
      if (await rule.isInForce()) throw new SecondPersonNeeded()
    }
  }
}
