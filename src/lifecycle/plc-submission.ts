import { Injectable } from '@nestjs/common'
import {
  InvalidPlcOperation,
  isPlcDid,
  parseIncomingPlcOperation,
  type PlcOperation,
} from '@guildhall/identity'
import type { Did } from '@guildhall/syntax'
import { UnitOfWork } from '../database/index.js'
import { DidDocuments, PlcIdentities } from '../identity/index.js'
import { Announcements } from './announcements.js'
import { DidCredentials } from './did-credentials.js'
import { NotAPlcIdentity, UnfitOperation } from './lifecycle.errors.js'

/** Sends changes of identities to the directory, when they leave the account with its identity. */
@Injectable()
export class PlcSubmission {
  constructor(
    private readonly credentials: DidCredentials,
    private readonly plc: PlcIdentities,
    private readonly documents: DidDocuments,
    private readonly announcements: Announcements,
    private readonly work: UnitOfWork,
  ) {}

  /**
   * Sends a signed operation and announces that the identity changed.
   * @param json of any shape
   * @throws {UnfitOperation | NotAPlcIdentity | PlcRefused | PlcUnavailable}
   */
  async submit(did: Did, json: unknown): Promise<void> {
    if (!isPlcDid(did)) throw new NotAPlcIdentity()
    const operation = parse(json)
    await this.credentials.check(did, operation)
    await this.plc.publish(did, operation)
    await this.documents.forget(did)
    await this.work.run((tx) => this.announcements.identity(tx, did))
    this.announcements.wake()
  }
}

/** An end of the identity is not for this method. */
function parse(json: unknown): PlcOperation {
  try {
    const operation = parseIncomingPlcOperation(json)
    if (operation.type === 'plc_operation') return operation
  } catch (error) {
    if (!(error instanceof InvalidPlcOperation)) throw error
  }
  throw new UnfitOperation('Invalid operation')
}
