import { base58btc } from 'multiformats/bases/base58'
import { secp256k1 } from '@noble/curves/secp256k1.js'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { P256Key, parseDidKey } from '@guildhall/crypto'
import {
  DID_DOCUMENT_MAX_BYTES,
  InvalidDidDocument,
  handleOf,
  parseDidDocument,
  pdsOf,
  plcToDidDocument,
  serviceOf,
  signingKeyOf,
} from '@guildhall/identity'
import type { DidDocument } from '@guildhall/identity'
import { first, host, signing } from '../test/sample-identities.js'

const did = 'did:web:alice.test'
const multikey = signing.didKey.replace('did:key:', '')
const method = { id: '#atproto', type: 'Multikey', controller: did, publicKeyMultibase: multikey }
const pds = { id: '#atproto_pds', type: 'AtprotoPersonalDataServer', serviceEndpoint: 'https://pds.test' }
const full = {
  '@context': ['https://www.w3.org/ns/did/v1'],
  id: did,
  alsoKnownAs: ['https://alice.test', 'at://alice.test'],
  verificationMethod: [method],
  service: [pds],
  authentication: ['#atproto'],
}
/** A document of that many bytes. */
const sized = (bytes: number) => ({
  id: did,
  padding: 'x'.repeat(bytes - JSON.stringify({ id: did, padding: '' }).length),
})
const document = (fields: object) => parseDidDocument({ id: did, ...fields }, did)

describe('a document', () => {
  it.each<[string, unknown]>([
    ['in full', full],
    ['with nothing in it', { id: did }],
    ['of plc.directory', { ...plcToDidDocument(did, first.operation) }],
    [
      'with services and keys of other kinds',
      {
        id: did,
        service: [{ id: '#a', type: ['A', 'B'], serviceEndpoint: { uri: 'x' } }],
        verificationMethod: [{ id: '#b', type: 'JsonWebKey2020', publicKeyJwk: {} }],
      },
    ],
    ['with text that looks like an escape', { id: did, text: '\\u0000 \\\\ud800 😀' }],
    ['that is as large as can be', sized(DID_DOCUMENT_MAX_BYTES)],
  ])('%s is taken as it is', (_, json) => {
    expect(parseDidDocument(json, did)).toBe(json)
  })

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a list', [full]],
    ['a text', JSON.stringify(full)],
    ['one without id', { ...full, id: undefined }],
    ['one of another DID', { ...full, id: 'did:web:bob.test' }],
    ['one in other letters', { ...full, id: 'did:web:ALICE.test' }],
    ['aliases that are no list', { ...full, alsoKnownAs: 'at://alice.test' }],
    ['an alias that is no text', { ...full, alsoKnownAs: [1] }],
    ['keys that are no list', { ...full, verificationMethod: method }],
    ['a key without id', { ...full, verificationMethod: [{ ...method, id: undefined }] }],
    ['a key without type', { ...full, verificationMethod: [{ ...method, type: 1 }] }],
    ['a key that is no text', { ...full, verificationMethod: [{ ...method, publicKeyMultibase: {} }] }],
    ['a controller that is no text', { ...full, verificationMethod: [{ ...method, controller: [did] }] }],
    ['services that are no list', { ...full, service: { pds } }],
    ['a service that is a text', { ...full, service: ['https://pds.test'] }],
    ['a service without type', { ...full, service: [{ ...pds, type: undefined }] }],
    ['a service without endpoint', { ...full, service: [{ ...pds, serviceEndpoint: undefined }] }],
    ['one that is too large', sized(DID_DOCUMENT_MAX_BYTES + 1)],
    ['one that is too large in bytes', { id: did, padding: 'ü'.repeat(DID_DOCUMENT_MAX_BYTES / 2) }],
    ['one with U+0000', { ...full, alsoKnownAs: ['a\\\u0000'] }],
    ['one with half a character', { ...full, '\ud83d': 1 }],
    ['one that is too deep', { id: did, deep: JSON.parse('['.repeat(30_000) + ']'.repeat(30_000)) }],
  ])('%s is none', (_, json) => {
    expect(() => parseDidDocument(json, did)).toThrow(InvalidDidDocument)
  })

  it('of anything at all throws nothing else, and can be read when it was taken', () => {
    const entry = fc.record({
      id: fc.constantFrom('#atproto', `${did}#atproto`, '#atproto_pds', 1),
      type: fc.oneof(fc.constantFrom('Multikey', 'constructor', pds.type), fc.anything()),
      publicKeyMultibase: fc.oneof(fc.constant(multikey), fc.string(), fc.anything()),
      serviceEndpoint: fc.oneof(fc.webUrl(), fc.string(), fc.anything()),
    })
    const some = fc.record({
      id: fc.constant(did),
      alsoKnownAs: fc.oneof(fc.array(fc.string().map((text) => `at://${text}`)), fc.anything()),
      verificationMethod: fc.oneof(fc.array(entry), fc.anything()),
      service: fc.oneof(fc.array(entry), fc.anything()),
    })
    let taken = 0
    fc.assert(
      fc.property(fc.oneof(some, fc.constant({ id: did }), fc.anything()), (json) => {
        let parsed: DidDocument
        try {
          parsed = parseDidDocument(json, did)
        } catch (error) {
          return expect(error).toBeInstanceOf(InvalidDidDocument)
        }
        taken++
        for (const read of [signingKeyOf, handleOf, pdsOf]) {
          expect(['string', 'undefined']).toContain(typeof read(parsed))
        }
      }),
      { numRuns: 400 },
    )
    expect(taken).toBeGreaterThan(0)
  })
})

describe('the signing key', () => {
  const keyOf = (...methods: object[]) => signingKeyOf(document({ verificationMethod: methods }))

  it('is the Multikey #atproto', () => {
    expect(keyOf(method)).toBe(signing.didKey)
    expect(keyOf({ ...method, id: `${did}#atproto` })).toBe(signing.didKey)
    expect(keyOf({ ...method, controller: undefined })).toBe(signing.didKey)
    expect(signingKeyOf(plcToDidDocument(first.did, first.operation))).toBe(signing.didKey)
  })

  it.each([
    ['EcdsaSecp256k1VerificationKey2019', host],
    ['EcdsaSecp256r1VerificationKey2019', P256Key.fromHex('77'.repeat(32))],
  ])('may be an old %s', (type, key) => {
    const point = parseDidKey(key.didKey).bytes
    expect(keyOf({ ...method, type, publicKeyMultibase: base58btc.encode(point) })).toBe(key.didKey)
  })

  it('may be an old one that is not compressed', () => {
    const point = secp256k1.Point.fromBytes(parseDidKey(host.didKey).bytes).toBytes(false)
    const old = { ...method, type: 'EcdsaSecp256k1VerificationKey2019' }
    expect(keyOf({ ...old, publicKeyMultibase: base58btc.encode(point) })).toBe(host.didKey)
    point[64]! ^= 1
    expect(keyOf({ ...old, publicKeyMultibase: base58btc.encode(point) })).toBeUndefined()
  })

  it.each([
    ['of another name', { ...method, id: '#atproto_label' }],
    ['of another DID', { ...method, id: 'did:web:bob.test#atproto' }],
    ['that another DID controls', { ...method, controller: 'did:web:bob.test' }],
    ['of another type', { ...method, type: 'Ed25519VerificationKey2020' }],
    ['of a type of Object', { ...method, type: 'toString' }],
    [
      'of another curve',
      { ...method, publicKeyMultibase: 'z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK' },
    ],
    ['that is none', { ...method, publicKeyMultibase: 'zzz' }],
    ['that is missing', { ...method, publicKeyMultibase: undefined }],
  ])('is not one %s; the next one may be', (_, other) => {
    expect(keyOf(other)).toBeUndefined()
    expect(keyOf(other, method)).toBe(signing.didKey)
  })

  it('is the first of several, and none of none', () => {
    const other = { ...method, publicKeyMultibase: host.didKey.replace('did:key:', '') }
    expect(keyOf(other, method)).toBe(host.didKey)
    expect(keyOf()).toBeUndefined()
    expect(signingKeyOf(document({}))).toBeUndefined()
  })
})

describe('the handle', () => {
  it.each([
    [['at://alice.test'], 'alice.test'],
    [['https://alice.test', 'at://alice.test', 'at://bob.test'], 'alice.test'],
    [['at://not valid', 'at://did:web:x.test', 'at://bob.test'], 'bob.test'],
    [['at://Alice.TEST'], 'Alice.TEST'],
    [['alice.test', 'AT://alice.test', 'at://'], undefined],
    [['at://alice.test/path'], undefined],
    [[], undefined],
  ])('in %j is %s', (alsoKnownAs, handle) => {
    expect(handleOf(document({ alsoKnownAs }))).toBe(handle)
  })

  it('of no document is none', () => {
    expect(handleOf(document({}))).toBeUndefined()
    expect(handleOf(undefined)).toBeUndefined()
  })
})

describe('a service', () => {
  const at = (...service: object[]) => document({ service })

  it('is found by its name, and by its type if that matters', () => {
    expect(pdsOf(at(pds))).toBe('https://pds.test')
    expect(pdsOf(at({ ...pds, id: `${did}#atproto_pds` }))).toBe('https://pds.test')
    expect(pdsOf(at({ ...pds, type: ['Other', pds.type] }))).toBe('https://pds.test')
    expect(serviceOf(at({ ...pds, type: 'Other' }), 'atproto_pds')).toBe('https://pds.test')
    expect(serviceOf(at({ ...pds, serviceEndpoint: 'http://localhost:2583' }), 'atproto_pds')).toBe(
      'http://localhost:2583',
    )
  })

  it.each([
    ['of another name', { ...pds, id: '#atproto_pds2' }],
    ['of another type', { ...pds, type: 'AtprotoPersonalDataServers' }],
    ['of a part of the type', { ...pds, type: 'XAtprotoPersonalDataServer' }],
    ['of another DID', { ...pds, id: 'did:web:bob.test#atproto_pds' }],
  ])('is passed over when it is one %s', (_, other) => {
    expect(pdsOf(at(other))).toBeUndefined()
    expect(pdsOf(at(other, pds))).toBe('https://pds.test')
  })

  it.each([
    'ftp://pds.test',
    'javascript:alert(1)',
    'pds.test',
    'https://',
    'https://user:secret@pds.test',
    `https://pds.test/${'x'.repeat(2048)}`,
    '',
    { uri: 'https://pds.test' },
    ['https://pds.test'],
  ])('has no use at %j', (serviceEndpoint) => {
    expect(pdsOf(at({ ...pds, serviceEndpoint }))).toBeUndefined()
  })

  it('is not in a document without services', () => {
    expect(pdsOf(document({}))).toBeUndefined()
  })
})
