import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { K256Key } from '@guildhall/crypto'
import { encode } from '@guildhall/data'
import {
  InvalidPlcOperation,
  PLC_INCOMING_MAX_BYTES,
  PLC_OPERATION_MAX_BYTES,
  parseIncomingPlcOperation,
  parsePlcOperation,
  tombstoneOperation,
} from '@guildhall/identity'
import type { PlcOperation } from '@guildhall/identity'
import { first, host, legacy, rotationKeys, signing } from '../test/sample-identities.js'

const { operation } = first
const end = tombstoneOperation(operation, host)
const keys = (count: number) =>
  Array.from({ length: count }, (_, i) => K256Key.fromHex(String(i + 10).repeat(32)).didKey)
const names = <T>(count: number, value: (i: number) => T) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`name${i}`, value(i)]))
const service = { type: 'Type', endpoint: 'https://a.test' }
/** Of that many bytes as DAG-CBOR. */
const sized = (bytes: number) => {
  const bare = { ...operation, alsoKnownAs: [] as string[] }
  const padded = { ...bare, padding: '' }
  padded.padding = 'x'.repeat(bytes - encode(padded as never).length - 2)
  expect(encode(padded as never)).toHaveLength(bytes)
  return padded
}

describe('reading', () => {
  it.each([
    ['an operation', operation],
    ['a tombstone', end],
    ['the old form', legacy],
    ['no rotation keys, as a few old ones have it', { ...operation, rotationKeys: [] }],
    ['the same key twice', { ...operation, rotationKeys: [host.didKey, host.didKey] }],
    ['more keys than today', { ...operation, rotationKeys: keys(20) }],
    ['a field that is not known', { ...operation, extra: ['x'] }],
    ['the largest', sized(PLC_OPERATION_MAX_BYTES)],
  ])('takes %s, and returns it as it is', (_, json) => {
    expect(parsePlcOperation(json)).toBe(json)
  })

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['a list', [operation]],
    ['a text', 'plc_operation'],
    ['no type', { ...operation, type: undefined }],
    ['another type', { ...operation, type: 'plc_update' }],
    ['a type of Object', { ...operation, type: 'constructor' }],
    ['no prev', { ...operation, prev: undefined }],
    ['a prev that is no CID', { ...operation, prev: 'bafyrei' }],
    ['a prev of another codec', { ...operation, prev: end.prev.replace('bafyrei', 'bafkrei') }],
    ['no sig', { ...operation, sig: undefined }],
    ['a sig that is no text', { ...operation, sig: 1 }],
    ['rotation keys that are no list', { ...operation, rotationKeys: host.didKey }],
    ['a rotation key that is no text', { ...operation, rotationKeys: [1] }],
    [
      'a rotation key of another kind',
      { ...operation, rotationKeys: ['did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK'] },
    ],
    ['a signing key that is none', { ...operation, verificationMethods: { atproto: 'did:key:xabc' } }],
    ['a signing key that is no text', { ...operation, verificationMethods: { atproto: null } }],
    ['signing keys in a list', { ...operation, verificationMethods: [signing.didKey] }],
    ['aliases in a map', { ...operation, alsoKnownAs: { 0: 'at://alice.test' } }],
    ['no services', { ...operation, services: undefined }],
    ['a service without endpoint', { ...operation, services: { a: { type: 'T' } } }],
    ['a service that is a text', { ...operation, services: { a: 'https://a.test' } }],
    ['a fraction', { ...operation, extra: 1.5 }],
    ['a lone surrogate', { ...operation, alsoKnownAs: ['at://\ud800'] }],
    ['a tombstone without prev', { ...end, prev: null }],
    ['the old form with a prev', { ...legacy, prev: end.prev }],
    ['the old form without a key', { ...legacy, recoveryKey: undefined }],
    ['the old form without a handle', { ...legacy, handle: undefined }],
    ['the old form without a service', { ...legacy, service: null }],
    ['one that is too large', sized(PLC_OPERATION_MAX_BYTES + 1)],
  ])('refuses %s', (_, json) => {
    expect(() => parsePlcOperation(json)).toThrow(InvalidPlcOperation)
  })

  it('never throws anything else, and always takes what it took before', () => {
    const fields = fc.record(
      {
        type: fc.constantFrom('plc_operation', 'plc_tombstone', 'create', 'x'),
        rotationKeys: fc.oneof(fc.constant(rotationKeys), fc.anything()),
        verificationMethods: fc.oneof(fc.constant(operation.verificationMethods), fc.anything()),
        alsoKnownAs: fc.oneof(fc.constant(operation.alsoKnownAs), fc.anything()),
        services: fc.oneof(fc.constant(operation.services), fc.anything()),
        prev: fc.oneof(fc.constant(null), fc.constant(end.prev), fc.anything()),
        sig: fc.oneof(fc.constant(operation.sig), fc.anything()),
        signingKey: fc.anything(),
        recoveryKey: fc.anything(),
      },
      { requiredKeys: ['type'] },
    )
    fc.assert(
      fc.property(fc.oneof(fields, fc.anything()), (json) => {
        for (const parse of [parsePlcOperation, parseIncomingPlcOperation]) {
          try {
            expect(parse(json)).toBe(json)
          } catch (error) {
            expect(error).toBeInstanceOf(InvalidPlcOperation)
          }
        }
      }),
      { numRuns: 500 },
    )
  })
})

describe('taking in', () => {
  const change = (fields: object): PlcOperation => ({ ...operation, ...fields })

  it.each([
    ['an operation', operation],
    ['a tombstone', end],
    ['10 rotation keys', change({ rotationKeys: keys(10) })],
    ['10 aliases', change({ alsoKnownAs: Object.keys(names(10, String)) })],
    ['an alias of 258 characters', change({ alsoKnownAs: ['a'.repeat(258)] })],
    ['10 services', change({ services: names(10, () => service) })],
    [
      'the largest service',
      change({ services: { ['n'.repeat(32)]: { type: 't'.repeat(256), endpoint: 'e'.repeat(512) } } }),
    ],
    ['10 signing keys', change({ verificationMethods: names(10, (i) => keys(10)[i]) })],
    [
      'a signing key of any kind',
      change({
        verificationMethods: { other: 'did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK' },
      }),
    ],
    ['names of nothing', change({ services: {}, verificationMethods: {}, alsoKnownAs: [] })],
  ])('lets pass %s', (_, json) => {
    expect(parseIncomingPlcOperation(json)).toBe(json)
  })

  it.each([
    ['the old form', legacy, 'not in use any more'],
    ['a field that is not known', change({ extra: 'x' }), 'Unknown field: "extra"'],
    ['a tombstone with more', { ...end, rotationKeys }, 'Unknown field: "rotationKeys"'],
    ['no rotation key', change({ rotationKeys: [] }), 'at least one rotation key'],
    ['11 rotation keys', change({ rotationKeys: keys(11) }), 'too many rotationKeys entries (max 10)'],
    [
      'a rotation key twice',
      change({ rotationKeys: [host.didKey, host.didKey] }),
      'duplicate rotationKeys entry',
    ],
    ['11 aliases', change({ alsoKnownAs: Object.keys(names(11, String)) }), 'too many alsoKnownAs entries'],
    ['an alias twice', change({ alsoKnownAs: ['at://a', 'at://a'] }), 'duplicate alsoKnownAs entry'],
    ['a long alias', change({ alsoKnownAs: ['a'.repeat(259)] }), 'alsoKnownAs entry too long (max 258)'],
    ['a NUL', change({ alsoKnownAs: ['at://a\0'] }), 'contains a NUL'],
    ['11 services', change({ services: names(11, () => service) }), 'too many services entries'],
    ['a long service name', change({ services: { ['n'.repeat(33)]: service } }), 'service id too long'],
    [
      'a long service type',
      change({ services: { a: { ...service, type: 't'.repeat(257) } } }),
      'type too long',
    ],
    [
      'a long endpoint',
      change({ services: { a: { ...service, endpoint: 'e'.repeat(513) } } }),
      'service endpoint too long',
    ],
    [
      'a service with more',
      change({ services: { a: { ...service, extra: 'x' } } }),
      'Unknown field: "extra"',
    ],
    [
      '11 signing keys',
      change({ verificationMethods: names(11, (i) => keys(11)[i]) }),
      'too many verificationMethods entries',
    ],
    [
      'a long name of a signing key',
      change({ verificationMethods: { ['n'.repeat(33)]: signing.didKey } }),
      'verification method id too long',
    ],
    [
      'a long signing key',
      change({ verificationMethods: { a: `did:key:z${'2'.repeat(256)}` } }),
      'verification method key too long',
    ],
    [
      'one that is too large',
      sized(PLC_INCOMING_MAX_BYTES + 1),
      'Operation too large (4000 bytes maximum in cbor encoding)',
    ],
  ])('refuses %s', (_, json, message) => {
    expect(() => parseIncomingPlcOperation(json)).toThrow(message)
    expect(() => parseIncomingPlcOperation(json)).toThrow(InvalidPlcOperation)
  })

  it('does not repeat a whole flood of text in its message', () => {
    const flood = change({ rotationKeys: ['x'.repeat(5000)] })
    expect(() => parseIncomingPlcOperation(flood)).toThrow(/^.{1,200}$/)
  })
})
