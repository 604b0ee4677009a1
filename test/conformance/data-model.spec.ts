import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import {
  type JsonValue,
  DataModelError,
  cborCidBytes,
  cborToJson,
  cidBytesToString,
  decodeStrict,
  encode,
  jsonToLex,
  jsonToMap,
  lexToJson,
} from '@guildhall/data'

interface Vector {
  note: string
  json: JsonValue
}

interface Fixture {
  json: JsonValue
  cbor_base64: string
  cid: string
}

function read<T>(file: string): T[] {
  return JSON.parse(readFileSync(new URL(`./vectors/data-model/${file}`, import.meta.url), 'utf8')) as T[]
}

const fixtures = read<Fixture>('data-model-fixtures.json')
const valid = read<Vector>('data-model-valid.json')
const invalid = read<Vector>('data-model-invalid.json')

describe('interop vectors of the data model', () => {
  it('are all there', () => {
    expect([fixtures.length, valid.length, invalid.length]).toEqual([3, 5, 12])
  })
})

describe.each(fixtures)('the fixture $cid', ({ json, cbor_base64: base64, cid }) => {
  const bytes = Buffer.from(base64, 'base64')

  it('is encoded as the vector has it', () => {
    expect(Buffer.from(encode(jsonToMap(json))).equals(bytes)).toBe(true)
  })

  it('has the CID of the vector', () => {
    expect(cidBytesToString(cborCidBytes(bytes))).toBe(cid)
    expect(cidBytesToString(cborCidBytes(encode(jsonToMap(json))))).toBe(cid)
  })

  it('is decoded to the same value, and to the same JSON', () => {
    expect(decodeStrict(bytes)).toEqual(jsonToLex(json))
    expect(lexToJson(decodeStrict(bytes))).toEqual(json)
    expect(cborToJson(bytes)).toEqual(json)
  })
})

describe('valid data', () => {
  it.each(valid)('$note: is taken, and is the same after a trip through CBOR', ({ json }) => {
    const value = jsonToMap(json)
    expect(lexToJson(value)).toEqual(json)
    const bytes = encode(value)
    expect(decodeStrict(bytes)).toEqual(value)
    expect(cborToJson(bytes)).toEqual(json)
  })
})

describe('invalid data', () => {
  it.each(invalid)('$note: is refused', ({ json }) => {
    expect(() => jsonToMap(json)).toThrow(DataModelError)
  })

  it.each(invalid.filter(({ json }) => typeof json === 'object'))(
    '$note: is refused below another map, and in a list',
    ({ json }) => {
      expect(() => jsonToMap({ outer: { inner: json } })).toThrow(DataModelError)
      expect(() => jsonToMap({ list: [{}, json] })).toThrow(DataModelError)
    },
  )
})
