import { Injectable } from '@nestjs/common'
import { DiscoveryService } from '@nestjs/core'
import { PlcListener, type PlcOutcome } from './plc-listener.js'

/** All who are told what becomes of operations. */
@Injectable()
export class PlcListeners {
  constructor(private readonly discovery: DiscoveryService) {}

  async heard(outcome: PlcOutcome): Promise<void> {
    for (const { instance } of this.discovery.getProviders()) {
      const listener: unknown = instance
      if (listener instanceof PlcListener) await listener.heard(outcome)
    }
  }
}
