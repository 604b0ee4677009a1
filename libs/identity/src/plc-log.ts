import { InvalidPlcOperation } from './invalid-plc-operation.js'
import { didOfGenesis, plcOperationCid, plcSignerOf } from './plc-encoding.js'
import { PLC_RECOVERY_WINDOW_MS } from './plc-limits.js'
import { plcStateOf } from './plc-operation.js'
import type { PlcLogOperation, PlcState } from './plc-operation.js'
import { parsePlcOperation } from './plc-parse.js'

/** An operation in the log of a DID. */
export interface PlcLogEntry {
  readonly cid: string
  readonly operation: PlcLogOperation
  /** When the directory took it, in milliseconds since the epoch. */
  readonly createdAtMs: number
}

/** An operation that may be added. */
export interface AcceptedOperation {
  readonly cid: string
  /** CIDs of the operations that it takes back; they do not count any more. */
  readonly nullified: readonly string[]
}

/**
 * Decides whether an operation may be added to the log of a DID (did:plc specification, "Key Rotation & Account
 * Recovery"). It follows the last operation, signed by any of the rotation keys; or an earlier one, signed by a
 * key of higher rank than the one that signed what came after, within 72 hours of that.
 * @param log the operations that count, the oldest first; those that were taken back are not among them
 * @param operation parsed; its limits are the caller's business
 * @param nowMs milliseconds since the epoch
 * @throws InvalidPlcOperation
 */
export function validateNextOperation(
  did: string,
  log: readonly PlcLogEntry[],
  operation: PlcLogOperation,
  nowMs: number,
): AcceptedOperation {
  const cid = plcOperationCid(operation)
  const last = log.at(-1)
  if (!last) {
    checkGenesis(did, operation)
    return { cid, nullified: [] }
  }
  const base = log.findLastIndex((entry) => entry.cid === operation.prev)
  const state = base < 0 ? undefined : plcStateOf(log[base]!.operation)
  if (!state || nowMs < last.createdAtMs) throw misordered()
  const nullified = log.slice(base + 1)
  if (nullified.length === 0) checkSigned(operation, state.rotationKeys)
  else checkRecovery(operation, state.rotationKeys, nullified[0]!, nowMs)
  return { cid, nullified: nullified.map((entry) => entry.cid) }
}

/**
 * Checks the operations of a DID that count, from the first to the last.
 * @param operations parsed JSON of any shape, the oldest first
 * @returns what the DID is after them; `undefined` when it was ended
 * @throws InvalidPlcOperation for the first one that does not belong there
 */
export function validatePlcLog(did: string, operations: readonly unknown[]): PlcState | undefined {
  const log: PlcLogEntry[] = []
  for (const json of operations) {
    const operation = parsePlcOperation(json)
    const { cid, nullified } = validateNextOperation(did, log, operation, 0)
    if (nullified.length > 0) throw misordered()
    log.push({ cid, operation, createdAtMs: 0 })
  }
  return stateAfter(log)
}

/**
 * Checks all operations of a DID as a directory tells them (`/log/audit`): those that were taken back as well, with
 * the times at which they were taken.
 * @param entries parsed JSON of any shape, the oldest first
 * @returns what the DID is after them; `undefined` when it was ended
 * @throws InvalidPlcOperation for the first one that does not belong there
 */
export function validatePlcAuditLog(did: string, entries: readonly unknown[]): PlcState | undefined {
  return stateAfter(plcEntriesThatCount(did, entries))
}

/**
 * The operations of a DID that count, of all that a directory tells (`/log/audit`).
 * @param entries parsed JSON of any shape, the oldest first
 * @returns the oldest first
 * @throws InvalidPlcOperation for the first one that does not belong there
 */
export function plcEntriesThatCount(did: string, entries: readonly unknown[]): readonly PlcLogEntry[] {
  let log: PlcLogEntry[] = []
  const takenBack = new Set<string>()
  const claimed = new Set<string>()
  for (const json of entries) {
    const { isNullified, ...entry } = parseEntry(json, did)
    const { cid, nullified } = validateNextOperation(did, log, entry.operation, entry.createdAtMs)
    if (cid !== entry.cid) throw new InvalidPlcOperation('An operation has another CID than the log says')
    for (const former of nullified) takenBack.add(former)
    if (isNullified) claimed.add(cid)
    log = [...log.filter((other) => !takenBack.has(other.cid)), entry]
  }
  const agrees = claimed.size === takenBack.size && [...claimed].every((cid) => takenBack.has(cid))
  if (!agrees) throw new InvalidPlcOperation('The log takes back other operations than it should')
  return log
}

function checkGenesis(did: string, operation: PlcLogOperation): void {
  if (operation.type === 'plc_tombstone' || operation.prev !== null) throw misordered()
  checkSigned(operation, plcStateOf(operation).rotationKeys)
  const expected = didOfGenesis(operation)
  if (expected === did) return
  throw new InvalidPlcOperation(`Hash of genesis operation does not match DID identifier: ${expected}`)
}

function checkRecovery(
  operation: PlcLogOperation,
  rotationKeys: readonly string[],
  disputed: PlcLogEntry,
  nowMs: number,
): void {
  const rank = rotationKeys.indexOf(checkSigned(disputed.operation, rotationKeys))
  checkSigned(operation, rotationKeys.slice(0, rank))
  if (nowMs - disputed.createdAtMs <= PLC_RECOVERY_WINDOW_MS) return
  throw new InvalidPlcOperation('Recovery operation occurred outside of the allowed 72 hr recovery window')
}

/** @returns the key that signed */
function checkSigned(operation: PlcLogOperation, rotationKeys: readonly string[]): string {
  const signer = plcSignerOf(operation, rotationKeys)
  if (signer === undefined) throw new InvalidPlcOperation('Invalid signature on operation')
  return signer
}

function parseEntry(json: unknown, did: string): PlcLogEntry & { readonly isNullified: boolean } {
  const entry = (typeof json === 'object' && json !== null ? json : {}) as Record<string, unknown>
  const createdAtMs = typeof entry.createdAt === 'string' ? Date.parse(entry.createdAt) : NaN
  const isEntry = entry.did === did && typeof entry.cid === 'string' && typeof entry.nullified === 'boolean'
  if (!isEntry || Number.isNaN(createdAtMs)) throw new InvalidPlcOperation('Not an entry of an audit log')
  const { cid, nullified } = entry as { cid: string; nullified: boolean }
  return { cid, operation: parsePlcOperation(entry.operation), createdAtMs, isNullified: nullified }
}

function stateAfter(log: readonly PlcLogEntry[]): PlcState | undefined {
  const last = log.at(-1)
  if (!last) throw new InvalidPlcOperation('The log is empty')
  return plcStateOf(last.operation)
}

function misordered(): InvalidPlcOperation {
  return new InvalidPlcOperation('Operations not correctly ordered')
}
