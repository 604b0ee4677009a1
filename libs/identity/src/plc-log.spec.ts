import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import {
  InvalidPlcOperation,
  PLC_RECOVERY_WINDOW_MS,
  didOfGenesis,
  plcOperationCid,
  plcStateOf,
  tombstoneOperation,
  updateOperation,
  validateNextOperation,
  validatePlcAuditLog,
  validatePlcLog,
} from '@guildhall/identity'
import type { PlcLogEntry } from '@guildhall/identity'
import { first, friend, host, legacy, logOf, owner, stranger } from '../test/sample-identities.js'

const { did, operation } = first
const rename = (base: typeof operation, name: string, key = host) =>
  updateOperation(base, { alsoKnownAs: [`at://${name}.test`] }, key)
const second = rename(operation, 'b')
const third = rename(second, 'c')
const log = logOf(operation, second, third)
const cids = log.map(({ cid }) => cid)

/** Entries as a directory tells them. */
const audit = (entries: readonly PlcLogEntry[], nullified: readonly string[] = []) =>
  entries.map(({ cid, operation, createdAtMs }) => ({
    did,
    cid,
    operation,
    nullified: nullified.includes(cid),
    createdAt: new Date(createdAtMs).toISOString(),
  }))

describe('the next operation', () => {
  it('is the first one of its DID', () => {
    expect(validateNextOperation(did, [], operation, 0)).toEqual({ cid: cids[0], nullified: [] })
    expect(validateNextOperation(didOfGenesis(legacy), [], legacy, 0).nullified).toEqual([])
  })

  it.each([
    ['of another DID', didOfGenesis(legacy), operation, 'Hash of genesis operation does not match'],
    ['that is an update', did, second, 'not correctly ordered'],
    ['that is a tombstone', did, tombstoneOperation(operation, host), 'not correctly ordered'],
    ['that was altered', did, { ...operation, alsoKnownAs: [] }, 'Invalid signature'],
  ])('cannot be a first one %s', (_, wanted, sent, message) => {
    expect(() => validateNextOperation(wanted, [], sent, 0)).toThrow(message)
  })

  it('follows the last one, signed by any rotation key, at any time', () => {
    for (const key of [owner, friend, host]) {
      const next = updateOperation(third, {}, key)
      for (const nowMs of [2000, 2 * PLC_RECOVERY_WINDOW_MS]) {
        expect(validateNextOperation(did, log, next, nowMs)).toEqual({
          cid: plcOperationCid(next),
          nullified: [],
        })
      }
    }
  })

  it.each([
    ['by a stranger', updateOperation(third, {}, stranger), 'Invalid signature'],
    ['without a known one before it', updateOperation(legacy, {}, host), 'not correctly ordered'],
    ['that is a first one', operation, 'not correctly ordered'],
    ['of the old form', legacy, 'not correctly ordered'],
    ['that is there already', third, 'Invalid signature'],
  ])('cannot be one %s', (_, next, message) => {
    expect(() => validateNextOperation(did, log, next, 60_000)).toThrow(message)
  })

  it('is judged by the keys of the operation before it', () => {
    const handedOver = updateOperation(third, { rotationKeys: [stranger.didKey] }, owner)
    const after = [...log, { ...logOf(handedOver)[0]!, createdAtMs: 3000 }]
    expect(() => validateNextOperation(did, after, updateOperation(handedOver, {}, owner), 4000)).toThrow(
      'Invalid signature',
    )
    expect(
      validateNextOperation(did, after, updateOperation(handedOver, {}, stranger), 4000).nullified,
    ).toEqual([])
  })

  it('cannot be older than what is there', () => {
    expect(() => validateNextOperation(did, log, updateOperation(third, {}, host), 1999)).toThrow('ordered')
  })

  it('cannot follow a tombstone, but may take it back', () => {
    const ended = logOf(operation, tombstoneOperation(operation, host))
    const tombstone = ended[1]!
    const after = { ...updateOperation(operation, {}, host), prev: tombstone.cid }
    expect(() => validateNextOperation(did, ended, after, 2000)).toThrow('not correctly ordered')
    const back = updateOperation(operation, {}, friend)
    expect(validateNextOperation(did, ended, back, 2000).nullified).toEqual([tombstone.cid])
  })
})

describe('recovery', () => {
  it('takes back all that follows, by a key of higher rank', () => {
    for (const key of [owner, friend]) {
      const back = rename(operation, 'd', key as typeof host)
      expect(validateNextOperation(did, log, back, 60_000).nullified).toEqual([cids[1], cids[2]])
      const less = rename(second, 'd', key as typeof host)
      expect(validateNextOperation(did, log, less, 60_000).nullified).toEqual([cids[2]])
    }
    const end = tombstoneOperation(operation, owner)
    expect(validateNextOperation(did, log, end, 60_000).nullified).toEqual([cids[1], cids[2]])
  })

  it('is not for keys of the same or lower rank, nor for strangers', () => {
    const byFriend = logOf(operation, rename(operation, 'b', friend as never))
    for (const key of [friend, host, stranger]) {
      const back = rename(operation, 'd', key as typeof host)
      expect(() => validateNextOperation(did, byFriend, back, 60_000)).toThrow('Invalid signature')
    }
    expect(
      validateNextOperation(did, byFriend, rename(operation, 'd', owner), 60_000).nullified,
    ).toHaveLength(1)
  })

  it('ends 72 hours after the first operation that is taken back', () => {
    const back = rename(operation, 'd', owner)
    const at = log[1]!.createdAtMs + PLC_RECOVERY_WINDOW_MS
    expect(validateNextOperation(did, log, back, at).nullified).toHaveLength(2)
    expect(() => validateNextOperation(did, log, back, at + 1)).toThrow('72 hr')
  })
})

describe('a log', () => {
  it('is checked from the first to the last', () => {
    expect(validatePlcLog(did, [operation, second, third])).toEqual(plcStateOf(third))
    expect(validatePlcLog(did, [operation, tombstoneOperation(operation, host)])).toBeUndefined()
  })

  it.each([
    ['is empty', []],
    ['begins in the middle', [second, third]],
    ['has a gap', [operation, third]],
    ['branches', [operation, second, rename(operation, 'd', owner)]],
    ['goes on after its end', [operation, tombstoneOperation(operation, host), second]],
    ['has something else in it', [operation, 'second']],
  ])('is refused when it %s', (_, operations) => {
    expect(() => validatePlcLog(did, operations)).toThrow(InvalidPlcOperation)
  })
})

describe('an audit log', () => {
  const back = rename(operation, 'd', owner)
  const whole = [...log, { ...logOf(back)[0]!, createdAtMs: 60_000 }]

  it('has what was taken back as well', () => {
    expect(validatePlcAuditLog(did, audit(whole, [cids[1]!, cids[2]!]))).toEqual(plcStateOf(back))
    expect(validatePlcAuditLog(did, audit(log))).toEqual(plcStateOf(third))
  })

  it.each([
    ['is empty', []],
    ['hides that something was taken back', audit(whole, [cids[2]!])],
    ['takes back something by itself', audit(log, [cids[2]!])],
    ['took something back too late', audit(whole.with(3, { ...whole[3]!, createdAtMs: 1e9 }), cids.slice(1))],
    ['is not in order', audit([...log].reverse())],
    ['names wrong CIDs', audit(log.with(2, { ...log[2]!, cid: cids[1]! }))],
    ['is that of another DID', audit(log).map((entry) => ({ ...entry, did: didOfGenesis(legacy) }))],
    ['has no times', audit(log).map((entry) => ({ ...entry, createdAt: 'yesterday' }))],
    ['has no flags', audit(log).map((entry) => ({ ...entry, nullified: undefined }))],
    ['has something else in it', [null]],
  ])('is refused when it %s', (_, entries) => {
    expect(() => validatePlcAuditLog(did, entries)).toThrow(InvalidPlcOperation)
  })

  it('of anything at all throws nothing else', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.anything(), fc.constantFrom(...audit(whole)))), (entries) => {
        for (const validate of [validatePlcAuditLog, validatePlcLog]) {
          try {
            validate(did, entries)
          } catch (error) {
            expect(error).toBeInstanceOf(InvalidPlcOperation)
          }
        }
      }),
    )
  })
})
