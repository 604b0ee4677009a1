import { Injectable } from '@nestjs/common'
import {
  type DidDocument,
  InvalidPlcOperation,
  isPlcDid,
  parseIncomingPlcOperation,
  type PlcCreate,
  type PlcLogOperation,
  type PlcOperation,
  plcOperationCid,
  type PlcState,
  plcStateOf,
  plcToDidDocument,
  validateNextOperation,
} from '@guildhall/identity'
import { type Tx, UnitOfWork } from '../database/index.js'
import { Clock } from '../telemetry/index.js'
import { DidNotAvailable, DidNotRegistered, OperationRefused } from './plc-directory.errors.js'
import { PlcOperationStore, type StoredPlcOperation } from './plc-operation.store.js'

/** Takes, checks, keeps and shows the operations of did:plc identities. */
@Injectable()
export class PlcDirectory {
  constructor(
    private readonly store: PlcOperationStore,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /**
   * Adds an operation to the log of a DID. Sending one again that counts already is a success.
   * @param json parsed, of any shape
   * @throws {OperationRefused}
   */
  async submit(did: string, json: unknown): Promise<void> {
    try {
      if (!isPlcDid(did)) throw new InvalidPlcOperation('Not a did:plc')
      const operation = parseIncomingPlcOperation(json)
      await this.work.run((tx) => this.#add(tx, did, operation))
    } catch (error) {
      if (error instanceof InvalidPlcOperation) throw new OperationRefused(error.message, { cause: error })
      throw error
    }
  }

  /** @throws {DidNotRegistered | DidNotAvailable} */
  async document(did: string): Promise<DidDocument> {
    return plcToDidDocument(did, await this.#living(did))
  }

  /** What a DID is at present. @throws {DidNotRegistered | DidNotAvailable} */
  async state(did: string): Promise<PlcState> {
    return plcStateOf(await this.#living(did))
  }

  /** The last operation that counts, which may be a tombstone. @throws {DidNotRegistered} */
  async last(did: string): Promise<PlcLogOperation> {
    const last = isPlcDid(did) ? await this.store.lastOf(did) : undefined
    if (!last) throw new DidNotRegistered(did)
    return last.operation
  }

  /** The operations that count, the oldest first. @throws {DidNotRegistered} */
  async log(did: string): Promise<PlcLogOperation[]> {
    return (await this.audit(did)).filter(({ nullified }) => !nullified).map(({ operation }) => operation)
  }

  /** All operations that were ever taken, the oldest first. @throws {DidNotRegistered} */
  async audit(did: string): Promise<StoredPlcOperation[]> {
    const all = isPlcDid(did) ? await this.store.allOf(did) : []
    if (all.length === 0) throw new DidNotRegistered(did)
    return all
  }

  async #add(tx: Tx, did: string, operation: PlcLogOperation): Promise<void> {
    // Times rise, whatever the clock does: each operation has one of its own.
    const createdAtMs = Math.max(this.clock.nowMs(), (await this.store.lock(tx)) + 1)
    const all = await this.store.allOf(did, tx)
    const sent = plcOperationCid(operation)
    const known = all.find(({ cid }) => cid === sent)
    if (known?.nullified) throw new InvalidPlcOperation('The operation was taken back by its owner')
    if (known) return
    const log = all.filter(({ nullified }) => !nullified)
    const { cid, nullified } = validateNextOperation(did, log, operation, createdAtMs)
    await this.store.add(tx, did, { cid, operation, createdAtMs }, nullified)
  }

  async #living(did: string): Promise<PlcOperation | PlcCreate> {
    const last = await this.last(did)
    if (last.type === 'plc_tombstone') throw new DidNotAvailable(did)
    return last
  }
}
