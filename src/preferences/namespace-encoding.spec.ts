import { cborCidBytes, cidBytesToString, decodeStrict, type LexValue } from '@guildhall/data'
import type { Nsid } from '@guildhall/syntax'
import { encodeNamespace } from './namespace-encoding.js'
import { InvalidPreference, NamespaceReserved, PreferencesTooLarge } from './preferences.errors.js'

const PREFS = 'com.example.prefs' as Nsid
const LIMITS = { valueMaxBytes: 60, namespaceMaxBytes: 100 }
const encode = (values: LexValue[], namespace = PREFS) => encodeNamespace(namespace, values, LIMITS)
const value = (more: object = {}, type: string = PREFS): LexValue => ({ $type: type, ...more })

describe('the values of a namespace', () => {
  test('are stored in their order', () => {
    const values = [value({ b: 2 }, `${PREFS}#other`), value()]
    const { content, cid, count } = encode(values)
    expect(decodeStrict(content)).toEqual(values)
    expect([cid, count]).toEqual([cborCidBytes(content), 2])
    expect(encode([...values].reverse()).cid).not.toEqual(cid)
  })

  test.each([
    ['of another namespace', value({}, 'com.example.other')],
    ['of a namespace below', value({}, `${PREFS}.more`)],
    ['of no type', {}],
    ['of the main definition by its second name', value({}, `${PREFS}#main`)],
    ['of a definition that cannot be', value({}, `${PREFS}#a b`)],
    ['that are no objects', 'text'],
    [
      'with an old blob',
      value({ a: { cid: cidBytesToString(cborCidBytes(Buffer.from('x'))), mimeType: 'image/png' } }),
    ],
  ])('are refused if they are %s', (_what, wrong) => {
    expect(() => encode([value(), wrong])).toThrow(InvalidPreference)
  })

  test('may not be larger than allowed, one by one and together', () => {
    expect(() => encode([value({ a: 'x'.repeat(50) })])).toThrow(PreferencesTooLarge)
    const half = value({ a: 'x'.repeat(15) })
    expect(encode([half, half]).count).toBe(2)
    expect(() => encode([half, half, half])).toThrow(PreferencesTooLarge)
  })

  test('of the namespaces that have methods of their own are not taken', () => {
    const nsid = 'app.bsky.actor.defs' as Nsid
    expect(() => encode([value({}, nsid)], nsid)).toThrow(NamespaceReserved)
  })
})
