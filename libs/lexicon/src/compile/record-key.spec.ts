import { describe, expect, it } from '@jest/globals'
import { Lexicons, type RecordKeyKind } from '@guildhall/lexicon'
import { documentOf, HOME, objection } from '../../test/validators.js'

function keyValidator(key: RecordKeyKind): (rkey: string) => string | undefined {
  const main = { type: 'record' as const, key, record: { type: 'object' as const, properties: {} } }
  const record = new Lexicons([documentOf({ main })]).record(HOME)
  return (rkey) => objection(record!.validateKey(rkey))
}

const TOO_LONG = 'a'.repeat(513)

describe('the key of a record', () => {
  it.each<[RecordKeyKind, string[], string[], string]>([
    ['tid', ['3jzfcijpj2z2a'], ['self', '3jzfcijpj2z2', 'com.example.a', ''], 'must be a valid tid'],
    ['nsid', ['com.example.fooBar'], ['self', 'com.example', ''], 'must be a valid nsid'],
    ['literal:self', ['self'], ['SELF', 'self2', '', 'literal:self'], 'must be self'],
    ['literal:a:b', ['a:b'], ['a', 'b'], 'must be a:b'],
    [
      'any',
      ['self', '3jzfcijpj2z2a', '~:_-.', 'a'.repeat(512)],
      ['', '.', '..', 'a/b', 'a b', TOO_LONG],
      'must be a valid record key',
    ],
  ])('of kind %s', (kind, valid, invalid, reason) => {
    const validate = keyValidator(kind)
    for (const rkey of valid) expect([rkey, validate(rkey)]).toEqual([rkey, undefined])
    for (const rkey of invalid) expect([rkey, validate(rkey)]).toEqual([rkey, reason])
  })

  it('is known to the record type', () => {
    const main = {
      type: 'record' as const,
      key: 'tid' as const,
      record: { type: 'object' as const, properties: {} },
    }
    expect(new Lexicons([documentOf({ main })]).record(HOME)?.key).toBe('tid')
  })

  it('is an NSID of at most as many characters as a record key', () => {
    const longest = `${`${'a'.repeat(62)}.`.repeat(4)}${'b'.repeat(10)}.${'c'.repeat(54)}`
    expect(keyValidator('nsid')(longest)).toBeUndefined()
  })
})
