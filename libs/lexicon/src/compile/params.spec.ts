import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { Lexicons, type ParamsSchema, type SearchParams } from '@guildhall/lexicon'
import { documentOf, HOME, objection } from '../../test/validators.js'

function paramsOf(properties: ParamsSchema['properties'], required: string[] = []) {
  const main = { type: 'query' as const, parameters: { type: 'params' as const, properties, required } }
  const method = new Lexicons([documentOf({ main })]).method(HOME)
  return (search: SearchParams | string) => {
    const result = method!.params(typeof search === 'string' ? new URLSearchParams(search) : search)
    return result.ok ? result.value : objection(result)
  }
}

describe('query parameters', () => {
  it.each<[string, unknown]>([
    ['text=a', { text: 'a' }],
    ['text=5', { text: '5' }],
    ['text=true', { text: 'true' }],
    ['text=%20a%20', { text: ' a ' }],
    ['count=5', { count: 5 }],
    ['count=-5', { count: -5 }],
    ['count=007', { count: 7 }],
    ['flag=true', { flag: true }],
    ['flag=false', { flag: false }],
    ['list=a', { list: ['a'] }],
    ['list=a&list=b&list=a', { list: ['a', 'b', 'a'] }],
    ['numbers=1&numbers=2', { numbers: [1, 2] }],
    ['flags=true&flags=false', { flags: [true, false] }],
    ['', {}],
    ['text=&count=&flag=&list=', {}],
    ['list=&list=a', { list: ['a'] }],
    ['other=1&more=a&more=b', { other: '1', more: ['a', 'b'] }],
  ])('%j are read as %j', (search, value) => {
    const read = paramsOf({
      text: { type: 'string' },
      count: { type: 'integer' },
      flag: { type: 'boolean' },
      list: { type: 'array', items: { type: 'string' } },
      numbers: { type: 'array', items: { type: 'integer' } },
      flags: { type: 'array', items: { type: 'boolean' } },
    })
    expect(read(search)).toEqual(value)
  })

  it.each([
    ['count=1.0', '/count must be an integer'],
    ['count=1e3', '/count must be an integer'],
    ['count=0x10', '/count must be an integer'],
    ['count=%2B1', '/count must be an integer'],
    ['count=%201', '/count must be an integer'],
    ['count=one', '/count must be an integer'],
    ['count=9007199254740992', '/count must be an integer'],
    ['count=-', '/count must be an integer'],
    ['count=101', '/count must not be greater than 100'],
    ['count=0', '/count must not be less than 1'],
    ['count=1&count=2', '/count must be given once'],
    ['flag=1', '/flag must be a boolean'],
    ['flag=TRUE', '/flag must be a boolean'],
    ['flag=true&flag=true', '/flag must be given once'],
    ['did=alice', '/did must be a valid did'],
    ['did=did:plc:a&did=did:plc:a', '/did must be given once'],
    ['list=a&list=b&list=c', '/list must not have more than 2 items'],
    ['list=toolong', '/list/0 must not be longer than 3 bytes'],
    ['numbers=1&numbers=x', '/numbers/1 must be an integer'],
    ['__proto__=a', '/__proto__ is not a name for a parameter'],
    ['__proto__=a&count=x', '/__proto__ is not a name for a parameter'],
  ])('%j are refused: %s', (search, said) => {
    const read = paramsOf({
      count: { type: 'integer', minimum: 1, maximum: 100 },
      flag: { type: 'boolean' },
      did: { type: 'string', format: 'did' },
      list: { type: 'array', maxLength: 2, items: { type: 'string', maxLength: 3 } },
      numbers: { type: 'array', items: { type: 'integer' } },
    })
    expect(read(search)).toBe(said)
  })

  it('are required, unless a default stands in', () => {
    const properties: ParamsSchema['properties'] = {
      did: { type: 'string' },
      list: { type: 'array', items: { type: 'string' } },
      limit: { type: 'integer', default: 50 },
    }
    expect(paramsOf(properties, ['did'])('')).toBe('/did is required')
    expect(paramsOf(properties, ['did'])('did=')).toBe('/did is required')
    expect(paramsOf(properties, ['list'])('list=')).toBe('/list is required')
    expect(paramsOf(properties, ['limit'])('')).toEqual({ limit: 50 })
    expect(paramsOf(properties, ['did', 'limit'])('did=a&limit=1')).toEqual({ did: 'a', limit: 1 })
  })

  it('have defaults of every type, the empty and false ones too', () => {
    const read = paramsOf({
      none: { type: 'integer', default: 0 },
      off: { type: 'boolean', default: false },
      blank: { type: 'string', default: '' },
      order: { type: 'string', default: 'desc' },
    })
    expect(read('')).toEqual({ none: 0, off: false, blank: '', order: 'desc' })
    expect(read('none=1&off=true&order=asc')).toEqual({ none: 1, off: true, blank: '', order: 'asc' })
  })

  it('are only kept as text by a method that declares none', () => {
    const method = new Lexicons([documentOf({ main: { type: 'query' } })]).method(HOME)
    expect(method!.params([['a', '1']])).toEqual({ ok: true, value: { a: '1' } })
  })

  it('with the names of other things are ordinary, and nothing is inherited', () => {
    const names = ['constructor', 'toString', 'hasOwnProperty', 'valueOf']
    const text = { type: 'string' as const }
    const read = paramsOf(Object.fromEntries(names.map((name) => [name, text])))
    expect(Object.keys(read('') as object)).toEqual([])
    for (const name of names) {
      expect(read([[name, 'a']])).toEqual({ [name]: 'a' })
      expect(paramsOf({})([[name, 'a']])).toEqual({ [name]: 'a' })
      expect(paramsOf({ [name]: text }, [name])('')).toBe(`/${name} is required`)
    }
  })

  it('are read or refused, whatever they are', () => {
    const read = paramsOf({
      a: { type: 'integer', minimum: 0 },
      b: { type: 'boolean' },
      c: { type: 'array', items: { type: 'integer' } },
    })
    const name = fc.oneof(fc.constantFrom('a', 'b', 'c', '__proto__', 'constructor'), fc.string())
    const text = fc.oneof(fc.constantFrom('true', '1', '-1', ''), fc.string({ unit: 'binary' }))
    fc.assert(
      fc.property(fc.array(fc.tuple(name, text)), (search) => {
        const value = read(search)
        if (typeof value === 'string') return
        const given = new Set(search.filter(([, text]) => text !== '').map(([name]) => name))
        expect(Object.keys(value as object).sort()).toEqual([...given].sort())
        expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
      }),
    )
  })
})
