import { Injectable } from '@nestjs/common'
import { Contributions } from '../contributions/index.js'
import { PlcListener, type PlcOutcome } from './plc-listener.js'

/** All who are told what becomes of operations. */
@Injectable()
export class PlcListeners {
  constructor(private readonly contributions: Contributions) {}

  async heard(outcome: PlcOutcome): Promise<void> {
    for (const listener of this.contributions.of(PlcListener)) await listener.heard(outcome)
  }
}
