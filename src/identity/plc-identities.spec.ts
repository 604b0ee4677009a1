import { K256Key } from '@guildhall/crypto'
import {
  InvalidPlcOperation,
  type PlcLogEntry,
  type PlcLogOperation,
  type PlcOperation,
  type PlcTombstone,
  updateOperation,
  validateNextOperation,
  validatePlcLog,
} from '@guildhall/identity'
import type { Did, Handle } from '@guildhall/syntax'
import { configOf, type Secrets, ServiceConfig } from '../config/index.js'
import { IdentityConfig } from './identity.config.js'
import { PlcRefused, PlcUnavailable } from './identity.errors.js'
import type { PlcAnswer, PlcClient } from './plc-client.js'
import { PlcIdentities } from './plc-identities.js'

const own = K256Key.fromHex('11'.repeat(32))
const recovery = K256Key.fromHex('22'.repeat(32))
const operator = K256Key.fromHex('33'.repeat(32))
const signing = K256Key.fromHex('44'.repeat(32))
const wanted = { signingKey: signing.didKey, handle: 'alice.test' as Handle }

type Trouble = 'none' | 'lostRequest' | 'lostAnswer'

/** A directory that is in order, and a connection to it that need not be. */
class FakeDirectory {
  readonly logs = new Map<Did, PlcLogEntry[]>()
  /** What goes wrong with the next calls, in turn. */
  readonly troubles: Trouble[] = []
  sent = 0

  async send(did: Did, operation: PlcOperation | PlcTombstone): Promise<PlcAnswer> {
    const trouble = this.troubles.shift()
    if (trouble === 'lostRequest') throw new PlcUnavailable('lost')
    this.sent++
    const answer = this.#take(did, operation)
    if (trouble === 'lostAnswer') throw new PlcUnavailable('lost')
    return answer
  }

  async last(did: Did): Promise<PlcLogOperation | undefined> {
    if ((this.troubles.shift() ?? 'none') !== 'none') throw new PlcUnavailable('lost')
    return this.logs.get(did)?.at(-1)?.operation
  }

  operations(did: Did): PlcLogOperation[] {
    return (this.logs.get(did) ?? []).map(({ operation }) => operation)
  }

  #take(did: Did, operation: PlcLogOperation): PlcAnswer {
    const log = this.logs.get(did) ?? []
    try {
      const { cid } = validateNextOperation(did, log, operation, 0)
      this.logs.set(did, [...log, { cid, operation, createdAtMs: 0 }])
      return { taken: true }
    } catch (error) {
      if (error instanceof InvalidPlcOperation) return { taken: false, status: 400, message: error.message }
      throw error
    }
  }
}

function setUp(recoveryDidKey?: string) {
  const directory = new FakeDirectory()
  const config = configOf(IdentityConfig, recoveryDidKey ? { recoveryDidKey } : {})
  const service = configOf(ServiceConfig, { hostname: 'pds.test' })
  const secrets = { plcRotationKeyHex: '11'.repeat(32) } as unknown as Secrets
  const identities = new PlcIdentities(directory as unknown as PlcClient, config, service, secrets)
  return { directory, identities }
}

describe('a new identity', () => {
  test('points to this service', () => {
    const { did, operation } = setUp().identities.genesis(wanted)
    expect(validatePlcLog(did, [operation])).toEqual({
      rotationKeys: [own.didKey],
      verificationMethods: { atproto: signing.didKey },
      alsoKnownAs: ['at://alice.test'],
      services: { atproto_pds: { type: 'AtprotoPersonalDataServer', endpoint: 'https://pds.test' } },
    })
  })

  test('can be changed by its owner before the operator, and by the operator before the service', () => {
    const { identities } = setUp(operator.didKey)
    expect(identities.genesis({ ...wanted, recoveryKey: recovery.didKey }).operation.rotationKeys).toEqual([
      recovery.didKey,
      operator.didKey,
      own.didKey,
    ])
    for (const same of [operator.didKey, own.didKey]) {
      const { rotationKeys } = identities.genesis({ ...wanted, recoveryKey: same }).operation
      expect(rotationKeys).toHaveLength(2)
      expect(rotationKeys[0]).toBe(same)
    }
  })

  test('is refused when the directory would not take it', () => {
    const { identities } = setUp()
    for (const recoveryKey of ['did:key:zabc', '']) {
      expect(() => identities.genesis({ ...wanted, recoveryKey })).toThrow(PlcRefused)
    }
  })
})

describe('publishing', () => {
  test('makes the identity exist', async () => {
    const { directory, identities } = setUp()
    const { did, operation } = identities.genesis(wanted)
    await identities.publish(did, operation)
    expect(directory.operations(did)).toEqual([operation])
  })

  test('can be repeated', async () => {
    const { directory, identities } = setUp()
    const { did, operation } = identities.genesis(wanted)
    await identities.publish(did, operation)
    await identities.publish(did, operation)
    expect(directory.operations(did)).toHaveLength(1)
  })

  test('has succeeded when only the answer was lost', async () => {
    const { directory, identities } = setUp()
    const { did, operation } = identities.genesis(wanted)
    directory.troubles.push('lostAnswer')
    await identities.publish(did, operation)
    expect(directory.operations(did)).toEqual([operation])
  })

  test('is open when the directory cannot be reached, or not be asked afterwards', async () => {
    const { directory, identities } = setUp()
    const { did, operation } = identities.genesis(wanted)
    directory.troubles.push('lostRequest')
    await expect(identities.publish(did, operation)).rejects.toThrow(PlcUnavailable)
    directory.troubles.push('lostAnswer', 'lostRequest')
    await expect(identities.publish(did, operation)).rejects.toThrow(PlcUnavailable)
    // The refusal alone does not tell: it may have been taken the first time.
    directory.troubles.push('lostAnswer', 'lostRequest')
    await expect(identities.publish(did, operation)).rejects.toThrow(PlcUnavailable)
    await identities.publish(did, operation)
    expect(directory.operations(did)).toHaveLength(1)
  })

  test('is refused for the reason that the directory gives', async () => {
    const { identities } = setUp()
    const { operation } = identities.genesis(wanted)
    const other = identities.genesis({ ...wanted, handle: 'bob.test' as Handle })
    await expect(identities.publish(other.did, operation)).rejects.toMatchObject({
      name: 'PlcRefused',
      message: expect.stringContaining('does not match DID identifier'),
    })
  })

  test('does not succeed again when the identity has changed since', async () => {
    const { directory, identities } = setUp()
    const { did, operation } = identities.genesis(wanted)
    await identities.publish(did, operation)
    await directory.send(did, updateOperation(operation, { alsoKnownAs: [] }, own))
    await expect(identities.publish(did, operation)).rejects.toThrow(PlcRefused)
  })
})

describe('retiring', () => {
  test('ends an identity, once', async () => {
    const { directory, identities } = setUp()
    const { did, operation } = identities.genesis(wanted)
    await identities.publish(did, operation)
    await identities.retire(did)
    await identities.retire(did)
    expect(directory.operations(did).map(({ type }) => type)).toEqual(['plc_operation', 'plc_tombstone'])
    expect(directory.sent).toBe(2)
  })

  test('ends it after changes', async () => {
    const { directory, identities } = setUp()
    const { did, operation } = identities.genesis(wanted)
    await identities.publish(did, operation)
    await directory.send(did, updateOperation(operation, { alsoKnownAs: [] }, own))
    await identities.retire(did)
    expect(await directory.last(did)).toMatchObject({ type: 'plc_tombstone' })
  })

  test('has nothing to do for one that was never published', async () => {
    const { directory, identities } = setUp()
    await identities.retire(identities.genesis(wanted).did)
    expect(directory.sent).toBe(0)
  })

  test('has succeeded when only the answer was lost, and is open when nothing is known', async () => {
    const { directory, identities } = setUp()
    const { did, operation } = identities.genesis(wanted)
    await identities.publish(did, operation)
    directory.troubles.push('lostRequest')
    await expect(identities.retire(did)).rejects.toThrow(PlcUnavailable)
    directory.troubles.push('none', 'lostAnswer')
    await identities.retire(did)
    expect(await directory.last(did)).toMatchObject({ type: 'plc_tombstone' })
  })

  test('is refused for an identity that is in other hands', async () => {
    const { directory, identities } = setUp()
    const { did, operation } = identities.genesis(wanted)
    await identities.publish(did, operation)
    await directory.send(did, updateOperation(operation, { rotationKeys: [recovery.didKey] }, own))
    await expect(identities.retire(did)).rejects.toThrow(PlcRefused)
  })
})

describe('another signing key', () => {
  test('takes the place of the former one and of nothing else, and is sent once', async () => {
    const { directory, identities } = setUp()
    const { did, operation } = identities.genesis(wanted)
    await identities.publish(did, operation)
    await identities.rekey(did, operator.didKey)
    await identities.rekey(did, operator.didKey)
    expect(directory.sent).toBe(2)
    const { rotationKeys, alsoKnownAs, services } = operation
    expect(await identities.state(did)).toEqual({
      rotationKeys,
      alsoKnownAs,
      services,
      verificationMethods: { atproto: operator.didKey },
    })
  })
})
