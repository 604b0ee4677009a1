import { Injectable, Optional } from '@nestjs/common'
import { K256Key } from '@guildhall/crypto'
import {
  genesisOperation,
  InvalidPlcOperation,
  isPlcDid,
  plcOperationCid,
  type PlcLogOperation,
  type PlcOperation,
  type PlcState,
  plcStateOf,
  type PlcTombstone,
  tombstoneOperation,
  updateOperation,
} from '@guildhall/identity'
import type { Did, Handle } from '@guildhall/syntax'
import { Secrets, ServiceConfig } from '../config/index.js'
import { IdentityConfig } from './identity.config.js'
import { DidTombstoned, PlcRefused, PlcUnavailable } from './identity.errors.js'
import { PlcClient } from './plc-client.js'
import type { PlcOutcome, PlcRefusal } from './plc-listener.js'
import { PlcListeners } from './plc-listeners.js'
import { OutboundError } from '../outbound/index.js'
import { Refusal } from '../refusal.js'
import { redactedText } from '../telemetry/index.js'

/** What a new identity is made of. */
export interface WantedIdentity {
  /** Public half of the repository signing key, as `did:key`. */
  readonly signingKey: string
  readonly handle: Handle
  /** Public key (`did:key`) that its owner keeps; it ranks above all others. */
  readonly recoveryKey?: string | undefined
}

/** A DID, and the operation that makes it exist. */
export interface PlcGenesis {
  readonly did: Did
  readonly operation: PlcOperation
}

const HANDLE_SCHEME = 'at://'
/** Of what the directory says, as it is kept. */
const MESSAGE_LENGTH_MAX = 300

/** Makes, publishes, changes and ends did:plc identities whose PDS is this service. */
@Injectable()
export class PlcIdentities {
  /** Kept by the service; ranks last, so that whoever else has a key can take back what this one signed. */
  readonly #key: K256Key

  constructor(
    private readonly client: PlcClient,
    private readonly config: IdentityConfig,
    private readonly service: ServiceConfig,
    secrets: Secrets,
    @Optional() private readonly listeners?: PlcListeners,
  ) {
    this.#key = K256Key.fromHex(secrets.plcRotationKeyHex)
  }

  /**
   * Makes an identity that nobody knows yet; nothing is sent.
   * @throws {PlcRefused} if the directory would not take it
   */
  genesis({ signingKey, handle, recoveryKey }: WantedIdentity): PlcGenesis {
    const keys = [recoveryKey, this.config.recoveryDidKey, this.#key.didKey].filter(
      (key) => key !== undefined,
    )
    const wanted = { signingKey, handle, rotationKeys: [...new Set(keys)], pdsUrl: this.service.publicUrl }
    try {
      return genesisOperation(wanted, this.#key)
    } catch (error) {
      if (error instanceof InvalidPlcOperation) throw new PlcRefused(error.message)
      throw error
    }
  }

  /**
   * Sends an operation to the directory. It may be sent again: once it is the last one there, that is a success.
   * @throws {PlcRefused | PlcUnavailable}
   */
  publish(did: Did, operation: PlcOperation | PlcTombstone): Promise<void> {
    const cid = plcOperationCid(operation)
    return this.#send(did, operation, (last) => plcOperationCid(last) === cid)
  }

  /**
   * Ends an identity. Nothing happens if the directory does not know it, or it has ended already.
   * @throws {PlcRefused} if it is not in our hands any more
   * @throws {PlcUnavailable}
   */
  async retire(did: Did): Promise<void> {
    const last = await this.client.last(did)
    if (!last || last.type === 'plc_tombstone') return
    await this.#send(did, tombstoneOperation(last, this.#key), ({ type }) => type === 'plc_tombstone')
  }

  /**
   * What the directory knows about an identity; `undefined` if it does not have it (any more).
   * @throws {PlcUnavailable}
   */
  async state(did: Did): Promise<PlcState | undefined> {
    const last = await this.client.last(did)
    return last && plcStateOf(last)
  }

  /**
   * All that was ever done to an identity, in the words of the directory; `undefined` if it does not know it.
   * @throws {PlcUnavailable}
   */
  log(did: Did): Promise<unknown[] | undefined> {
    return this.client.log(did)
  }

  /** Whether an identity was ended. @throws {PlcUnavailable} */
  async isEnded(did: Did): Promise<boolean> {
    return isPlcDid(did) && (await this.client.last(did))?.type === 'plc_tombstone'
  }

  /**
   * Signs a change of an identity with the key of the service; nothing is sent.
   * @param changes replaces the fields that are named; the others stay
   * @throws {PlcRefused} if the directory would not take it
   * @throws {DidTombstoned | PlcUnavailable}
   */
  async sign(did: Did, changes: (state: PlcState) => Partial<PlcState>): Promise<PlcOperation> {
    const last = await this.client.last(did)
    if (!last) throw new PlcRefused('The PLC directory does not know this DID')
    if (last.type === 'plc_tombstone') throw new DidTombstoned()
    try {
      return updateOperation(last, changes(plcStateOf(last)), this.#key)
    } catch (error) {
      if (error instanceof InvalidPlcOperation) throw new PlcRefused(error.message)
      throw error
    }
  }

  /**
   * Makes a handle the handle of an identity. It may be done again: what it has already is not sent.
   * @throws {PlcRefused | DidTombstoned | PlcUnavailable}
   */
  async rename(did: Did, handle: Handle): Promise<void> {
    const name = `${HANDLE_SCHEME}${handle}`
    if (await this.hasHandle(did, handle)) return
    const operation = await this.sign(did, ({ alsoKnownAs }) => ({
      alsoKnownAs: [name, ...alsoKnownAs.filter((alias) => !alias.startsWith(HANDLE_SCHEME))],
    }))
    await this.publish(did, operation)
  }

  /** Whether a handle is the one of an identity. @throws {PlcUnavailable} */
  async hasHandle(did: Did, handle: Handle): Promise<boolean> {
    const state = await this.state(did)
    return state !== undefined && handlesOf(state)[0] === `${HANDLE_SCHEME}${handle}`
  }

  /**
   * Makes a key the one that an identity signs with. It may be done again: what it has already is not sent.
   * @param didKey public, as `did:key`
   * @throws {PlcRefused | DidTombstoned | PlcUnavailable}
   */
  async rekey(did: Did, didKey: string): Promise<void> {
    const state = await this.state(did)
    if (state?.verificationMethods.atproto === didKey) return
    const operation = await this.sign(did, ({ verificationMethods }) => ({
      verificationMethods: { ...verificationMethods, atproto: didKey },
    }))
    await this.publish(did, operation)
  }

  /** The key with which this service changes identities, as `did:key`. */
  get rotationKey(): string {
    return this.#key.didKey
  }

  /** Directories refuse what they have already, and an answer may get lost; what they have now decides. */
  async #send(
    did: Did,
    operation: PlcOperation | PlcTombstone,
    isDone: (last: PlcLogOperation) => boolean,
  ): Promise<void> {
    const sent = { did, operation: operation.type, kind: kindOf(operation) }
    try {
      await this.#settle(did, operation, isDone)
    } catch (error) {
      if (error instanceof Refusal) {
        const refusal = refusalIn(error)
        await this.listeners?.heard({ ...sent, problem: error.message, refusal })
      }
      throw error
    }
    await this.listeners?.heard(sent)
  }

  async #settle(
    did: Did,
    operation: PlcOperation | PlcTombstone,
    isDone: (last: PlcLogOperation) => boolean,
  ): Promise<void> {
    const failure = await this.#attempt(did, operation)
    if (!failure) return
    const last = await this.client.last(did)
    if (!last || !isDone(last)) throw failure
  }

  async #attempt(
    did: Did,
    operation: PlcOperation | PlcTombstone,
  ): Promise<PlcRefused | PlcUnavailable | undefined> {
    try {
      const answer = await this.client.send(did, operation)
      return answer.taken ? undefined : new PlcRefused(answer.message, answer.status)
    } catch (error) {
      if (error instanceof PlcUnavailable) return error
      throw error
    }
  }
}

function kindOf(operation: PlcOperation | PlcTombstone): PlcOutcome['kind'] {
  if (operation.type === 'plc_tombstone') return 'end'
  return operation.prev === null ? 'create' : 'change'
}

/** What the directory said: to callers, that it cannot be reached is the same whatever the reason. */
function refusalIn(problem: Refusal): PlcRefusal {
  const { cause } = problem
  const said = cause instanceof OutboundError ? cause : problem
  const status = cause instanceof OutboundError ? cause.status : (problem as PlcRefused).status
  return { status, message: redactedText(said.message).slice(0, MESSAGE_LENGTH_MAX) }
}

function handlesOf({ alsoKnownAs }: PlcState): string[] {
  return alsoKnownAs.filter((alias) => alias.startsWith(HANDLE_SCHEME))
}
