import { pdsOf } from '@guildhall/identity'
import type { Did } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import { ServiceConfig } from '../../config/index.js'
import { DidDocuments, DidUnresolvable } from '../../identity/index.js'
import { AccountLife } from '../../lifecycle/index.js'
import { Log } from '../../telemetry/index.js'

const REASON = 'moved to another service after the backup that was restored'

/** Accounts that had left for another service by the time they came back with a backup. */
@Injectable()
export class MovedAccounts {
  constructor(
    private readonly documents: DidDocuments,
    private readonly life: AccountLife,
    private readonly config: ServiceConfig,
    private readonly log: Log,
  ) {}

  /**
   * Whether the identity names another service by now; no, if nobody can be asked.
   * @param formerUrl what this service was called when the backup was made
   */
  async isElsewhere(did: Did, formerUrl: string): Promise<boolean> {
    try {
      const document = await this.documents.resolve(did, { refresh: true })
      const pds = document && pdsOf(document)
      return pds !== undefined && pds !== this.config.publicUrl && pds !== formerUrl
    } catch (error) {
      if (!(error instanceof DidUnresolvable)) throw error
      this.log.warn({ did, err: error }, 'it is not known whether an account has moved since the backup')
      return false
    }
  }

  /** Puts an account out of service, as it was left behind when it moved. Nothing of it is deleted. */
  async retire(did: Did): Promise<void> {
    await this.life.order(did, { kind: 'deactivate' }, { actor: 'system', reason: REASON })
    this.log.warn({ did }, 'an account of the backup has moved elsewhere since; it is deactivated')
  }
}
