import { Injectable } from '@nestjs/common'
import {
  InvalidPlcOperation,
  isPlcDid,
  plcEntriesThatCount,
  type PlcLogEntry,
  type PlcOperation,
  PLC_RECOVERY_WINDOW_MS,
  plcSignerOf,
  type PlcState,
  plcStateOf,
  updateOperation,
} from '@guildhall/identity'
import type { Did } from '@guildhall/syntax'
import { ServiceConfig } from '../config/index.js'
import { Clock } from '../telemetry/index.js'
import { IdentityConfig } from './identity.config.js'
import {
  DidTombstoned,
  NoHigherRotationKey,
  NoRotationKey,
  NoSuchPlcOperation,
  NotInPlcDirectory,
  PlcRefused,
  RecoveryWindowPassed,
} from './identity.errors.js'
import { PlcIdentities } from './plc-identities.js'
import { PlcKeys } from './plc-keys.js'

const PDS = 'atproto_pds'
const PDS_TYPE = 'AtprotoPersonalDataServer'

/** What is wanted of an identity. */
export type WantedRepair =
  /** it names the present key of this server, and the recovery key of the organization, where it named former ones */
  | { readonly kind: 'rotateKeys' }
  /** its server is this one, by its present name */
  | { readonly kind: 'changeEndpoint' }
  /** it is what it was before an operation (a CID), without the key that signed that */
  | { readonly kind: 'recover'; readonly operation: string }

/** A change of an identity that was worked out; nothing is sent yet. */
export interface PlannedRepair {
  readonly did: Did
  /** undefined: it was ended */
  readonly before: PlcState | undefined
  readonly after: PlcState
  /** public half of the key that signs, as `did:key` */
  readonly signedBy: string
  /** undefined: the identity is as it should be */
  readonly operation: PlcOperation | undefined
}

/** Works out operations that put identities right, and signs them with any key of this server that may. */
@Injectable()
export class PlcRepairs {
  constructor(
    private readonly plc: PlcIdentities,
    private readonly keys: PlcKeys,
    private readonly config: IdentityConfig,
    private readonly service: ServiceConfig,
    private readonly clock: Clock,
  ) {}

  /**
   * What would have to be done; nothing is sent.
   * @throws {NotInPlcDirectory | DidTombstoned | PlcRefused | PlcUnavailable | NoRotationKey}
   * @throws {NoSuchPlcOperation | NoHigherRotationKey | RecoveryWindowPassed} for a recovery
   */
  async plan(did: Did, wanted: WantedRepair): Promise<PlannedRepair> {
    if (!isPlcDid(did)) throw new NotInPlcDirectory()
    const entries = await this.plc.log(did)
    if (!entries) throw new PlcRefused('The PLC directory does not know this DID')
    try {
      const log = plcEntriesThatCount(did, entries)
      return wanted.kind === 'recover'
        ? this.#recovery(did, log, wanted.operation)
        : this.#change(did, log, wanted)
    } catch (error) {
      if (error instanceof InvalidPlcOperation) throw new PlcRefused(error.message)
      throw error
    }
  }

  /** Sends what was worked out, if anything. @throws {PlcRefused | PlcUnavailable} */
  async make({ did, operation }: PlannedRepair): Promise<void> {
    if (operation) await this.plc.publish(did, operation)
  }

  #change(did: Did, log: readonly PlcLogEntry[], { kind }: WantedRepair): PlannedRepair {
    const last = log.at(-1)!.operation
    if (last.type === 'plc_tombstone') throw new DidTombstoned()
    const before = plcStateOf(last)
    const signer = this.keys.among(before.rotationKeys)
    if (!signer) throw new NoRotationKey()
    const changes = kind === 'rotateKeys' ? this.#rotated(before) : this.#moved(before)
    const operation = changes && updateOperation(last, changes, signer)
    return { did, before, after: { ...before, ...changes }, signedBy: signer.didKey, operation }
  }

  /** Ours takes the place of the former ones; the key of the organization stands ahead of it. Others stay where they are. */
  #rotated({ rotationKeys: present }: PlcState): Pick<PlcState, 'rotationKeys'> | undefined {
    const own = this.keys.own.didKey
    const ours = present.map((key) => (this.keys.isFormer(key) ? own : key))
    const rotationKeys = [...new Set([...ours, own])]
    const recovery = this.config.recoveryDidKey
    if (recovery !== undefined && !rotationKeys.includes(recovery))
      rotationKeys.splice(rotationKeys.indexOf(own), 0, recovery)
    return rotationKeys.join(' ') === present.join(' ') ? undefined : { rotationKeys }
  }

  #moved({ services }: PlcState): Pick<PlcState, 'services'> | undefined {
    const wanted = { type: PDS_TYPE, endpoint: this.service.publicUrl }
    const { type, endpoint } = services[PDS] ?? {}
    const isThere = type === wanted.type && endpoint === wanted.endpoint
    return isThere ? undefined : { services: { ...services, [PDS]: wanted } }
  }

  #recovery(did: Did, log: readonly PlcLogEntry[], cid: string): PlannedRepair {
    const at = log.findIndex((entry) => entry.cid === cid)
    const [base, disputed] = [log[at - 1], log[at]]
    if (!base || !disputed || base.operation.type === 'plc_tombstone') throw new NoSuchPlcOperation()
    if (this.clock.nowMs() - disputed.createdAtMs > PLC_RECOVERY_WINDOW_MS) throw new RecoveryWindowPassed()
    const { rotationKeys } = plcStateOf(base.operation)
    const hostile = plcSignerOf(disputed.operation, rotationKeys)!
    const signer = this.keys.among(rotationKeys.slice(0, rotationKeys.indexOf(hostile)))
    if (!signer) throw new NoHigherRotationKey()
    const changes = { rotationKeys: rotationKeys.filter((key) => key !== hostile) }
    const operation = updateOperation(base.operation, changes, signer)
    const before = plcStateOf(log.at(-1)!.operation)
    return { did, before, after: plcStateOf(operation), signedBy: signer.didKey, operation }
  }
}
