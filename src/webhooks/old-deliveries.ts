import { Injectable } from '@nestjs/common'
import { inBatches, RetainedData } from '../jobs/index.js'
import { DeliveryStore } from './delivery.store.js'

/** Deliveries deleted by one statement. */
const BATCH = 1_000

/** Deliveries that were made or given up. */
@Injectable()
export class OldDeliveries extends RetainedData {
  override readonly dataClass = 'webhook-deliveries'
  override readonly help = 'What webhooks were told, from when they had it or it was given up.'
  override readonly usual = { days: 30 }

  constructor(private readonly store: DeliveryStore) {
    super()
  }

  override count(before: Date): Promise<number> {
    return this.store.countEnded(before)
  }

  override remove(before: Date): Promise<number> {
    return inBatches(BATCH, (limit) => this.store.removeEnded(before, limit))
  }
}
