import { describe, expect, it } from '@jest/globals'
import {
  InvalidPlcOperation,
  didOfGenesis,
  genesisOperation,
  isPlcDid,
  plcSignerOf,
  plcStateOf,
  plcToDidDocument,
  signPlcOperation,
  tombstoneOperation,
  updateOperation,
} from '@guildhall/identity'
import type { PlcOperation } from '@guildhall/identity'
import {
  first,
  friend,
  host,
  identity,
  legacy,
  owner,
  rotationKeys,
  signing,
  stranger,
} from '../test/sample-identities.js'

const { operation } = first
const end = tombstoneOperation(operation, host)

describe('the syntax of a did:plc', () => {
  it.each(['did:plc:ewvi7nxzyoun6zhxrhs64oiz', first.did, didOfGenesis(legacy)])('%s', (did) => {
    expect(isPlcDid(did)).toBe(true)
  })
  it.each([
    'did:plc:ewvi7nxzyoun6zhxrhs64oi',
    'did:plc:ewvi7nxzyoun6zhxrhs64oizz',
    'did:plc:EWVI7NXZYOUN6ZHXRHS64OIZ',
    'did:plc:ewvi7nxzyoun6zhxrhs64oi1',
    'did:plc:ewvi7nxzyoun6zhxrhs64oiz\n',
    'did:web:alice.test',
    '',
  ])('not %j', (did) => expect(isPlcDid(did)).toBe(false))
})

describe('a new identity', () => {
  it('says what was asked for', () => {
    expect(plcStateOf(operation)).toEqual({
      rotationKeys,
      verificationMethods: { atproto: signing.didKey },
      alsoKnownAs: ['at://alice.test'],
      services: { atproto_pds: { type: 'AtprotoPersonalDataServer', endpoint: 'https://pds.test' } },
    })
    expect(operation.prev).toBeNull()
    expect(plcSignerOf(operation, rotationKeys)).toBe(host.didKey)
  })

  it('is always the same for the same wishes', () => {
    expect(genesisOperation(identity, host)).toEqual(first)
    expect(genesisOperation({ ...identity, handle: 'bob.test' }, host).did).not.toBe(first.did)
  })

  it('is refused when the signer could not change it later', () => {
    expect(() => genesisOperation(identity, stranger)).toThrow(InvalidPlcOperation)
  })

  it('is refused when a key is none', () => {
    for (const key of ['did:key:zabc', 'did:web:alice.test', '']) {
      const broken = { ...identity, rotationKeys: [key, host.didKey] }
      expect(() => genesisOperation(broken, host)).toThrow(`Invalid rotationKey: "${key}"`)
      expect(() => genesisOperation({ ...identity, signingKey: key }, host)).toThrow(InvalidPlcOperation)
    }
  })
})

describe('an update', () => {
  it('keeps what it does not name', () => {
    const update = updateOperation(operation, { alsoKnownAs: ['at://bob.test'] }, friend)
    expect(plcStateOf(update)).toEqual({ ...plcStateOf(operation), alsoKnownAs: ['at://bob.test'] })
    expect(plcSignerOf(update, rotationKeys)).toBe(friend.didKey)
    expect(update.sig).not.toBe(operation.sig)
  })

  it('turns the old form into the present one', () => {
    expect(updateOperation(legacy, {}, owner)).toMatchObject({
      type: 'plc_operation',
      rotationKeys: [owner.didKey, host.didKey],
      services: { atproto_pds: { endpoint: 'https://pds.test' } },
    })
  })

  it('cannot leave an identity without rotation keys', () => {
    expect(() => updateOperation(operation, { rotationKeys: [] }, host)).toThrow('at least one rotation key')
  })
})

describe('the signature', () => {
  it('covers every field', () => {
    for (const [field, value] of Object.entries({
      rotationKeys: [host.didKey],
      verificationMethods: {},
      alsoKnownAs: [],
      services: {},
      prev: end.prev,
      extra: 'x',
    })) {
      expect(plcSignerOf({ ...operation, [field]: value } as PlcOperation, rotationKeys)).toBeUndefined()
    }
  })

  it('is that of the first key that fits', () => {
    expect(plcSignerOf(operation, [])).toBeUndefined()
    expect(plcSignerOf(operation, [owner.didKey, friend.didKey])).toBeUndefined()
    expect(plcSignerOf(operation, [friend.didKey, host.didKey, owner.didKey])).toBe(host.didKey)
  })

  it('has one spelling', () => {
    const bytes = Buffer.from(operation.sig, 'base64url')
    const high = Buffer.concat([bytes.subarray(0, 32), negated(bytes.subarray(32))])
    const last = operation.sig.at(-1)!
    const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    for (const sig of [
      `${operation.sig}==`,
      `${operation.sig}\n`,
      bytes.toString('base64').replace(/=+$/, '+').slice(0, 86),
      bytes.toString('hex'),
      operation.sig.slice(0, -1) + ALPHABET[ALPHABET.indexOf(last) + 1],
      high.toString('base64url'),
      '',
    ]) {
      expect(plcSignerOf({ ...operation, sig }, rotationKeys)).toBeUndefined()
    }
  })

  it('of an operation that was signed before is made anew', () => {
    const { sig: _, ...unsigned } = operation
    expect(signPlcOperation(operation, host)).toEqual(signPlcOperation(unsigned, host))
  })
})

/** The other s that is mathematically as good: n - s. */
function negated(s: Uint8Array): Buffer {
  const n = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n
  const value = BigInt(`0x${Buffer.from(s).toString('hex')}`)
  return Buffer.from((n - value).toString(16).padStart(64, '0'), 'hex')
}

describe('the document', () => {
  it('is what plc.directory shows', () => {
    const did = 'did:plc:7iza6de2dwap2sbkpav7c6c6'
    const verificationMethods = {
      atproto: 'did:key:zDnaeh9v2RmcMo13Du2d6pjUf5bZwtauYxj3n9dYjw4EZUAR7',
      label: host.didKey,
      other: 'did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK',
    }
    expect(plcToDidDocument(did, { ...operation, verificationMethods })).toEqual({
      '@context': [
        'https://www.w3.org/ns/did/v1',
        'https://w3id.org/security/multikey/v1',
        'https://w3id.org/security/suites/ecdsa-2019/v1',
        'https://w3id.org/security/suites/secp256k1-2019/v1',
      ],
      id: did,
      alsoKnownAs: ['at://alice.test'],
      verificationMethod: Object.entries(verificationMethods).map(([name, key]) => ({
        id: `${did}#${name}`,
        type: 'Multikey',
        controller: did,
        publicKeyMultibase: key.replace('did:key:', ''),
      })),
      service: [
        { id: '#atproto_pds', type: 'AtprotoPersonalDataServer', serviceEndpoint: 'https://pds.test' },
      ],
    })
  })

  it('of the old form', () => {
    expect(plcToDidDocument('did:plc:x', legacy)).toMatchObject({
      alsoKnownAs: ['at://alice.test'],
      verificationMethod: [{ id: 'did:plc:x#atproto', publicKeyMultibase: host.didKey.slice(8) }],
      service: [{ id: '#atproto_pds', serviceEndpoint: 'https://pds.test' }],
    })
  })
})
