import { K256Key } from '@guildhall/crypto'
import {
  genesisOperation,
  PLC_RECOVERY_WINDOW_MS,
  type PlcLogEntry,
  plcOperationCid,
  tombstoneOperation,
  updateOperation,
  validatePlcAuditLog,
} from '@guildhall/identity'
import type { Tx, UnitOfWork } from '../database/index.js'
import { Clock } from '../telemetry/index.js'
import { DidNotAvailable, DidNotRegistered, OperationRefused } from './plc-directory.errors.js'
import { PlcDirectory } from './plc-directory.js'
import { auditEntry } from './plc-export.js'
import { PlcOperationStore, type StoredPlcOperation } from './plc-operation.store.js'

const owner = K256Key.fromHex('11'.repeat(32))
const host = K256Key.fromHex('22'.repeat(32))
const identity = {
  signingKey: host.didKey,
  rotationKeys: [owner.didKey, host.didKey],
  handle: 'alice.test',
  pdsUrl: 'https://pds.test',
}
const { did, operation } = genesisOperation(identity, host)
const renamed = updateOperation(operation, { alsoKnownAs: ['at://bob.test'] }, host)
const other = genesisOperation({ ...identity, handle: 'carol.test' }, host)
const START_MS = Date.UTC(2026, 0, 1)

class MemoryStore extends PlcOperationStore {
  readonly rows: StoredPlcOperation[] = []
  locks = 0

  override async lock(): Promise<number> {
    this.locks++
    return this.rows.at(-1)?.createdAtMs ?? 0
  }

  override async allOf(wanted: string): Promise<StoredPlcOperation[]> {
    return this.rows.filter((row) => row.did === wanted)
  }

  override async lastOf(wanted: string): Promise<StoredPlcOperation | undefined> {
    return this.rows.findLast((row) => row.did === wanted && !row.nullified)
  }

  override async add(_tx: Tx, of: string, entry: PlcLogEntry, nullified: readonly string[]): Promise<void> {
    for (const [i, row] of this.rows.entries()) {
      if (row.did === of && nullified.includes(row.cid)) this.rows[i] = { ...row, nullified: true }
    }
    this.rows.push({ ...entry, did: of, seq: this.rows.length + 1, nullified: false })
  }

  override async after(): Promise<StoredPlcOperation[]> {
    return this.rows
  }
}

class FakeClock extends Clock {
  ms = START_MS

  override nowMs(): number {
    return this.ms
  }
}

function setUp() {
  const store = new MemoryStore()
  const clock = new FakeClock()
  const work = { run: (job: (tx: Tx) => unknown) => job({} as Tx) } as unknown as UnitOfWork
  const directory = new PlcDirectory(store, work, clock)
  const submit = async (...operations: object[]) => {
    for (const sent of operations) await directory.submit(did, JSON.parse(JSON.stringify(sent)))
  }
  return { store, clock, directory, submit }
}

describe('an identity in the directory', () => {
  test('is made, changed, and ended', async () => {
    const { directory, submit } = setUp()
    await submit(operation)
    await expect(directory.document(did)).resolves.toMatchObject({
      id: did,
      alsoKnownAs: ['at://alice.test'],
    })
    await submit(renamed)
    await expect(directory.document(did)).resolves.toMatchObject({ alsoKnownAs: ['at://bob.test'] })
    await expect(directory.state(did)).resolves.toEqual({
      rotationKeys: identity.rotationKeys,
      verificationMethods: { atproto: host.didKey },
      alsoKnownAs: ['at://bob.test'],
      services: { atproto_pds: { type: 'AtprotoPersonalDataServer', endpoint: 'https://pds.test' } },
    })
    const end = tombstoneOperation(renamed, host)
    await submit(end)
    await expect(directory.document(did)).rejects.toThrow(DidNotAvailable)
    await expect(directory.state(did)).rejects.toThrow(DidNotAvailable)
    await expect(directory.last(did)).resolves.toEqual(end)
    await expect(directory.log(did)).resolves.toEqual([operation, renamed, end])
  })

  test.each(['did:plc:aaaaaaaaaaaaaaaaaaaaaaaa', 'did:web:alice.test', 'did:plc:\0', ''])(
    'is not there under %j',
    async (unknown) => {
      const { directory, submit } = setUp()
      await submit(operation)
      for (const asked of [directory.document(unknown), directory.last(unknown), directory.log(unknown)]) {
        await expect(asked).rejects.toThrow(DidNotRegistered)
      }
    },
  )

  test('has a log that proves itself, with what its owner took back', async () => {
    const { clock, directory, submit } = setUp()
    const back = updateOperation(operation, { alsoKnownAs: ['at://dave.test'] }, owner)
    await submit(operation, renamed)
    clock.ms += PLC_RECOVERY_WINDOW_MS
    await submit(back)
    await expect(directory.log(did)).resolves.toEqual([operation, back])
    const audit = (await directory.audit(did)).map(auditEntry)
    expect(audit.map(({ nullified }) => nullified)).toEqual([false, true, false])
    expect(validatePlcAuditLog(did, audit)).toMatchObject({ alsoKnownAs: ['at://dave.test'] })
  })
})

describe('an operation', () => {
  test('is taken once, however often it is sent', async () => {
    const { directory, store, submit } = setUp()
    await submit(operation, operation, renamed, operation, renamed)
    await expect(directory.log(did)).resolves.toEqual([operation, renamed])
    expect(store.locks).toBe(5)
  })

  test('that was taken back is not taken again', async () => {
    const { submit } = setUp()
    await submit(operation, renamed, updateOperation(operation, {}, owner))
    await expect(submit(renamed)).rejects.toThrow('The operation was taken back by its owner')
  })

  test('is refused when it comes too late to take others back', async () => {
    const { clock, directory, submit } = setUp()
    await submit(operation, renamed)
    clock.ms += PLC_RECOVERY_WINDOW_MS + 2
    await expect(submit(updateOperation(operation, {}, owner))).rejects.toThrow('72 hr recovery window')
    await expect(directory.log(did)).resolves.toHaveLength(2)
  })

  test.each<[string, string, unknown]>([
    ['of another DID', other.did, operation],
    ['for a DID of another method', 'did:web:alice.test', operation],
    ['that is none', did, { type: 'plc_operation' }],
    ['that is nothing', did, undefined],
    ['past a limit', did, { ...operation, alsoKnownAs: Array.from({ length: 11 }, String) }],
    ['that does not begin a log', did, renamed],
    ['that was altered', did, { ...operation, alsoKnownAs: [] }],
  ])('is refused when it is one %s', async (_, of, json) => {
    const { directory, store } = setUp()
    const refused = directory.submit(of, json)
    await expect(refused).rejects.toThrow(OperationRefused)
    await expect(refused).rejects.toMatchObject({ kind: 'invalid' })
    expect(store.rows).toEqual([])
  })

  test('has a time of its own, whatever the clock says', async () => {
    const { clock, directory, store, submit } = setUp()
    await submit(operation, renamed)
    clock.ms -= 60_000
    await directory.submit(other.did, other.operation)
    expect(store.rows.map(({ createdAtMs }) => createdAtMs - START_MS)).toEqual([0, 1, 2])
    expect(store.rows.map(({ cid }) => cid)).toEqual(
      [operation, renamed, other.operation].map(plcOperationCid),
    )
  })

  test('a fault of the store is not taken for a refusal', async () => {
    const { directory, store } = setUp()
    store.add = () => Promise.reject(new TypeError('broken'))
    await expect(directory.submit(did, operation)).rejects.toThrow(TypeError)
  })
})
