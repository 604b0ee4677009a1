import { Injectable } from '@nestjs/common'
import { CreationRecovery } from '../creation-recovery.js'
import { UnfinishedHandleChanges } from '../unfinished-handle-changes.js'
import { UnfinishedKeyChanges } from '../unfinished-key-changes.js'

/** Takes up at once what housekeeping takes up every minute: operations that were not taken in their time. */
@Injectable()
export class PlcOperationRetry {
  constructor(
    private readonly recovery: CreationRecovery,
    private readonly handles: UnfinishedHandleChanges,
    private readonly keys: UnfinishedKeyChanges,
  ) {}

  /** What is in the directory is finished here, and the rest is taken back or sent again. What fails stays for later. */
  async run(): Promise<void> {
    await this.recovery.recover()
    await this.handles.run()
    await this.keys.run()
  }
}
