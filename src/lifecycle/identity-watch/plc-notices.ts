import { Injectable } from '@nestjs/common'
import { UnitOfWork } from '../../database/index.js'
import { PlcListener, type PlcOutcome } from '../../identity/index.js'
import { WebhookOutbox } from '../../webhooks/index.js'

/** Tells webhooks what becomes of operations. The directory is somebody else's: no transaction holds both. */
@Injectable()
export class PlcNotices extends PlcListener {
  constructor(
    private readonly work: UnitOfWork,
    private readonly outbox: WebhookOutbox,
  ) {
    super()
  }

  override async heard({ did, operation, problem }: PlcOutcome): Promise<void> {
    const type = problem === undefined ? 'plc.submitted' : 'plc.failed'
    const data = { did, operation, ...(problem !== undefined && { problem }) }
    await this.work.run((tx) => this.outbox.record(tx, { type, data }))
  }
}
