// What the reference library makes and accepts, beside ours.
import { Secp256k1Keypair } from '@atproto/crypto'
import * as reference from '@did-plc/lib'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { K256Key, P256Key } from '@guildhall/crypto'
import {
  InvalidPlcOperation,
  didOfGenesis,
  genesisOperation,
  parseIncomingPlcOperation,
  parsePlcOperation,
  plcOperationCid,
  plcSignerOf,
  plcStateOf,
  signPlcOperation,
  tombstoneOperation,
  updateOperation,
  validateNextOperation,
  validatePlcLog,
} from '@guildhall/identity'
import type { PlcLogEntry, PlcLogOperation, PlcState } from '@guildhall/identity'
import { first, friend, host, identity, legacy, logOf, owner, stranger } from '../test/sample-identities.js'

type Theirs = reference.CompatibleOpOrTombstone
type TheirSigner = Parameters<typeof reference.signOperation>[1]

const theirs = (operation: PlcLogOperation) => operation as Theirs
const theirKey = async (key: K256Key) =>
  (await Secp256k1Keypair.import(key.exportBytes(), { exportable: true })) as unknown as TheirSigner
const cidOf = async (operation: Theirs) => String((await reference.getLastOpWithCid([operation])).cid)

/** The verdict of both on an operation that is to follow a log; they have to agree. */
async function verdicts(did: string, log: PlcLogEntry[], operation: PlcLogOperation, nowMs: number) {
  const ops = await Promise.all(
    log.map(async (entry) => ({
      did,
      operation: theirs(entry.operation),
      cid: (await reference.getLastOpWithCid([theirs(entry.operation)])).cid,
      nullified: false,
      createdAt: new Date(Date.now() - nowMs + entry.createdAtMs),
    })),
  )
  const theirVerdict = reference
    .assureValidNextOp(did, ops, theirs(operation))
    .then(({ nullified }) => nullified.map(String))
    .catch(() => 'refused')
  try {
    return [validateNextOperation(did, log, operation, nowMs).nullified, await theirVerdict]
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidPlcOperation)
    return ['refused', await theirVerdict]
  }
}

describe('a first operation', () => {
  it('makes the DID and the CID of the reference', async () => {
    const made = await reference.createOp({
      signingKey: identity.signingKey,
      handle: identity.handle,
      pds: identity.pdsUrl,
      rotationKeys: identity.rotationKeys,
      signer: await theirKey(host),
    })
    expect(first.did).toBe(made.did)
    expect(first.operation).toEqual(made.op)
    expect(plcOperationCid(first.operation)).toBe(await cidOf(made.op))
  })

  it('of ours is accepted by the reference, and the other way round', async () => {
    await fc.assert(
      fc.asyncProperty(identities, async ({ signer, ...wanted }) => {
        const { did, operation } = genesisOperation(wanted, signer)
        expect(await reference.validateOperationLog(did, [theirs(operation)])).toEqual({
          did,
          ...plcStateOf(operation),
        })
        expect(await reference.didForCreateOp(operation as reference.Operation)).toBe(did)
        expect(plcOperationCid(operation)).toBe(await cidOf(theirs(operation)))

        const { pdsUrl: pds, ...rest } = wanted
        const back = await reference.createOp({ ...rest, pds, signer: await theirKey(signer) })
        expect(validatePlcLog(back.did, [back.op])).toEqual(plcStateOf(parsePlcOperation(back.op)))
      }),
      { numRuns: 30 },
    )
  })

  it('of the old form makes the same DID, CID and state', async () => {
    const signed = await reference.deprecatedSignCreate(
      {
        type: 'create',
        signingKey: host.didKey,
        recoveryKey: owner.didKey,
        handle: 'alice.test',
        service: 'pds.test',
        prev: null,
      },
      await theirKey(host),
    )
    expect(legacy).toEqual(signed)
    expect(didOfGenesis(legacy)).toBe(await reference.didForCreateOp(signed))
    expect(plcOperationCid(legacy)).toBe(await cidOf(signed))
    const state = validatePlcLog(didOfGenesis(legacy), [signed])
    expect(await reference.validateOperationLog(didOfGenesis(legacy), [signed])).toEqual({
      did: didOfGenesis(legacy),
      ...state,
    })
  })

  it.each(['http://pds.test', 'https://pds.test', 'pds.test:2583'])('of the old form, at %s', (service) => {
    for (const handle of ['alice.test', 'at://alice.test', 'https://alice.test']) {
      const { sig: _, prev: __, type: ___, ...state } = reference.normalizeOp({ ...legacy, service, handle })
      expect(plcStateOf({ ...legacy, service, handle })).toEqual(state)
    }
  })
})

describe('a log', () => {
  const did = didOfGenesis(legacy)
  const update = updateOperation(legacy, { alsoKnownAs: ['at://bob.test'] }, host)
  const end = tombstoneOperation(update, owner)

  it('of updates and a tombstone after an old beginning is accepted by the reference', async () => {
    expect(validatePlcLog(did, [legacy, update])).toEqual(plcStateOf(update))
    expect(await reference.validateOperationLog(did, [legacy, update].map(theirs))).toEqual({
      did,
      ...plcStateOf(update),
    })
    expect(validatePlcLog(did, [legacy, update, end])).toBeUndefined()
    expect(await reference.validateOperationLog(did, [legacy, update, end].map(theirs))).toBeNull()
  })

  it('of the reference is accepted', async () => {
    const key = await theirKey(host)
    const renamed = await reference.updateHandleOp(first.operation as reference.Operation, key, 'bob.test')
    const moved = await reference.updatePdsOp(renamed, key, 'https://other.test')
    const ended = await reference.tombstoneOp((await reference.getLastOpWithCid([moved])).cid, key)
    expect(validatePlcLog(first.did, [first.operation, renamed, moved])).toMatchObject({
      alsoKnownAs: ['at://bob.test'],
      services: { atproto_pds: { endpoint: 'https://other.test' } },
    })
    expect(validatePlcLog(first.did, [first.operation, renamed, moved, ended])).toBeUndefined()
  })

  it('grows by the same operations, whoever signs them, wherever they branch off, and whenever they come', async () => {
    const HOUR_MS = 3_600_000
    const keys = [owner, friend, host, stranger]
    const middle = updateOperation(first.operation, { alsoKnownAs: ['at://b.test'] }, friend)
    const last = updateOperation(middle, { alsoKnownAs: ['at://c.test'] }, host)
    const log = logOf(first.operation, middle, last)
    const outcomes = new Set<string>()
    for (const base of [first.operation, middle, last]) {
      for (const key of keys) {
        for (const nowMs of [HOUR_MS, 71 * HOUR_MS, 73 * HOUR_MS]) {
          const operation = updateOperation(base, { alsoKnownAs: ['at://d.test'] }, key)
          const [ours, referred] = await verdicts(first.did, log, operation, nowMs)
          expect(ours).toEqual(referred)
          outcomes.add(String(ours))
        }
      }
    }
    // Nothing of that was refused, or taken, throughout: 0, 1 and 2 operations were taken back.
    const [, second, third] = log.map(({ cid }) => cid)
    expect(outcomes).toEqual(new Set(['refused', '', third, `${second},${third}`]))
  })

  it('is the same to both with another beginning, a wrong signature or a gap', async () => {
    const other = genesisOperation({ ...identity, handle: 'other.test' }, host)
    const altered = { ...first.operation, alsoKnownAs: ['at://mallory.test'] }
    for (const [wanted, log, operation] of [
      [first.did, [], other.operation],
      [first.did, [], altered],
      [didOfGenesis(altered), [], altered],
      [first.did, [], tombstoneOperation(first.operation, host)],
      [first.did, logOf(first.operation), other.operation],
      [first.did, logOf(first.operation), tombstoneOperation(other.operation, host)],
      [
        first.did,
        logOf(first.operation, tombstoneOperation(first.operation, host)),
        updateOperation(first.operation, {}, host),
      ],
    ] as [string, PlcLogEntry[], PlcLogOperation][]) {
      expect(await verdicts(wanted, log, operation, 60_000)).toEqual(['refused', 'refused'])
    }
  })
})

describe('signatures', () => {
  it('of both keys are verified by the reference, and theirs by us', async () => {
    for (const key of [host, friend]) {
      const operation = signPlcOperation({ ...first.operation, sig: undefined } as never, key) as never
      expect(await reference.assureValidSig([stranger.didKey, key.didKey], operation)).toBe(key.didKey)
      expect(plcSignerOf(operation, [stranger.didKey, key.didKey])).toBe(key.didKey)
    }
  })
})

const hex = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => {
  bytes[0] = 1
  return Buffer.from(bytes).toString('hex')
})
const labels = fc.stringMatching(/^[a-z][a-z0-9]{2,17}$/)
const identities = fc
  .record({ signer: hex.map((text) => K256Key.fromHex(text)), others: fc.uniqueArray(hex, { maxLength: 4 }) })
  .chain(({ signer, others }) =>
    fc.record({
      signer: fc.constant(signer),
      signingKey: hex.map((text) => P256Key.fromHex(text).didKey),
      rotationKeys: fc.constant<string[]>([
        ...new Set([...others.map((text) => P256Key.fromHex(text).didKey), signer.didKey]),
      ]),
      handle: labels.map((label) => `${label}.test`),
      pdsUrl: labels.map((label) => `https://${label}.example.com`),
    }),
  )

describe('limits', () => {
  it('let pass whatever an identity of ours may become', () => {
    fc.assert(
      fc.property(identities, states, ({ signer, ...wanted }, state) => {
        const { operation } = genesisOperation(wanted, signer)
        const update = updateOperation(operation, state as Partial<PlcState>, signer)
        expect(parseIncomingPlcOperation(JSON.parse(JSON.stringify(update)))).toEqual(update)
        expect(reference.def.operation.safeParse(update).success).toBe(true)
      }),
      { numRuns: 50 },
    )
  })
})

const states = fc.record(
  {
    alsoKnownAs: fc.uniqueArray(
      labels.map((label) => `at://${label}.test`),
      { maxLength: 10 },
    ),
    services: fc.dictionary(labels, fc.record({ type: labels, endpoint: fc.webUrl() }), { maxKeys: 3 }),
    verificationMethods: fc.dictionary(
      labels,
      hex.map((text) => K256Key.fromHex(text).didKey),
      { maxKeys: 5 },
    ),
  },
  { requiredKeys: [] },
)
