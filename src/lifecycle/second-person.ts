import { Injectable } from '@nestjs/common'
import { DiscoveryService } from '@nestjs/core'
import type { Agent } from '../audit/index.js'
import { SecondPersonNeeded } from './lifecycle.errors.js'
import { SecondPersonRule } from './second-person-rule.js'

/** Holds up administrators who do alone what takes two of them, whichever way they come. */
@Injectable()
export class SecondPerson {
  constructor(private readonly discovery: DiscoveryService) {}

  /**
   * Whoever has the machine in their hands needs nobody: that is the way out when there is no second person left.
   * @throws {SecondPersonNeeded}
   */
  async assertAgreed({ type, approvals }: Agent): Promise<void> {
    if (approvals || type === 'command' || type === 'system') return
    for (const { instance } of this.discovery.getProviders()) {
      if (instance instanceof SecondPersonRule && (await instance.isInForce())) throw new SecondPersonNeeded()
    }
  }
}
