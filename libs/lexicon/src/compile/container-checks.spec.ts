import { describe, expect, it } from '@jest/globals'
import { DEPTH_MAX, type LexMap, type LexValue, jsonToLex, cborCidBytes, toCid } from '@guildhall/data'
import { type Definition, InvalidLexicon, Lexicons, MissingLexicon } from '@guildhall/lexicon'
import { documentOf, HOME, objection, validatorOf } from '../../test/validators.js'

const OBJECT_PROTOTYPE_NAMES = Object.getOwnPropertyNames(Object.prototype).filter(
  (name) => name !== '__proto__',
)

describe('an object', () => {
  const validate = validatorOf({
    type: 'object',
    required: ['a', 'c'],
    nullable: ['b', 'c'],
    properties: { a: { type: 'integer' }, b: { type: 'integer' }, c: { type: 'integer' } },
  })

  it.each<[LexMap, string | undefined]>([
    [{ a: 1, c: 3 }, undefined],
    [{ a: 1, b: 2, c: 3 }, undefined],
    [{ a: 1, c: 3, more: 'is ignored' }, undefined],
    [{ a: 1, b: undefined, c: 3 }, undefined],
    [{ a: 1, b: null, c: null }, undefined],
    [{ c: 3 }, '/a is required'],
    [{ a: undefined, c: 3 }, '/a is required'],
    [{ a: 1 }, '/c is required'],
    [{ a: null, c: 3 }, '/a must be an integer'],
    [{ a: 1, b: 'x', c: 3 }, '/b must be an integer'],
    [{ a: 0, b: 0, c: 0 }, undefined],
    [{ a: '', c: 3 }, '/a must be an integer'],
  ])('%j: %s', (value, said) => {
    expect(validate(value)).toBe(said)
  })

  it('takes null only where it is allowed', () => {
    const optional = validatorOf({ type: 'object', properties: { a: { type: 'string' } } })
    expect(optional({})).toBeUndefined()
    expect(optional({ a: null })).toBe('/a must be a string')
  })

  it.each(OBJECT_PROTOTYPE_NAMES)('has the property %s only if it is its own', (name) => {
    const own = validatorOf({ type: 'object', required: [name], properties: { [name]: { type: 'string' } } })
    expect(own({})).toBe(`/${name} is required`)
    expect(own({ [name]: 'own' })).toBeUndefined()
    expect(own({ [name]: 5 })).toBe(`/${name} must be a string`)
    expect(validatorOf({ type: 'object', properties: { [name]: { type: 'string' } } })({})).toBeUndefined()
  })

  it('is not led astray by the names that JavaScript has for other things', () => {
    for (const name of [...OBJECT_PROTOTYPE_NAMES, '__proto__', 'length', 'asCID', 'bytes', 'ref']) {
      const value = JSON.parse(`{"a": 1, "c": 3, ${JSON.stringify(name)}: {"a": "x"}}`) as LexMap
      expect([name, validate(value)]).toEqual([name, undefined])
    }
    expect(validate(JSON.parse('{"__proto__": {"a": 1, "c": 3}}') as LexMap)).toBe('/a is required')
  })
})

describe('an array', () => {
  it.each<[LexValue[], string | undefined]>([
    [[], 'must not have fewer than 1 items'],
    [[1], undefined],
    [[1, 2], undefined],
    [[1, 2, 3], 'must not have more than 2 items'],
    [['x', 2], '/0 must be an integer'],
    [[1, null], '/1 must be an integer'],
  ])('%j of 1 to 2 integers: %s', (value, said) => {
    const validate = validatorOf({ type: 'array', minLength: 1, maxLength: 2, items: { type: 'integer' } })
    expect(validate(value)).toBe(said)
  })

  it('is counted before its items are looked at', () => {
    const validate = validatorOf({ type: 'array', maxLength: 1, items: { type: 'integer' } })
    expect(validate(['x', 'y'])).toBe('must not have more than 1 items')
  })

  it('may be of arrays, and says which item of which one is wrong', () => {
    const validate = validatorOf({ type: 'array', items: { type: 'array', items: { type: 'boolean' } } })
    expect(validate([[], [true], [true, false]])).toBeUndefined()
    expect(validate([[], [true, 1]])).toBe('/1/1 must be a boolean')
  })
})

const variants: Record<string, Definition> = {
  cat: { type: 'object', required: ['lives'], properties: { lives: { type: 'integer' } } },
  dog: { type: 'object', properties: { name: { type: 'string' } } },
}
const thing = documentOf(
  { main: { type: 'object', required: ['size'], properties: { size: { type: 'integer' } } } },
  'com.example.thing',
)

describe.each([false, true])('a union that is closed: %s', (closed) => {
  const validate = validatorOf(
    { type: 'union', refs: ['#cat', `${HOME}#dog`, 'com.example.thing'], closed },
    variants,
    [thing],
  )

  it.each<[LexMap, string | undefined]>([
    [{ $type: `${HOME}#cat`, lives: 9 }, undefined],
    [{ $type: `${HOME}#cat` }, '/lives is required'],
    [{ $type: `${HOME}#dog`, lives: 'many' }, undefined],
    [{ $type: `${HOME}#dog`, name: 5 }, '/name must be a string'],
    [{ $type: 'com.example.thing', size: 1 }, undefined],
    [{ $type: 'com.example.thing' }, '/size is required'],
    // Not how it should be written, but what it means is clear, and is looked at.
    [{ $type: 'com.example.thing#main' }, '/size is required'],
    [{ lives: 9 }, '/$type is required'],
    [{ $type: 5 }, '/$type must be a string'],
    [{ $type: null }, '/$type must be a string'],
  ])('%j: %s', (value, said) => {
    expect(validate(value)).toBe(said)
  })

  it.each(['com.example.other', '#cat', HOME, 'com.example.thing#other', '', 'constructor', '__proto__'])(
    'is open or closed to %j',
    (type) => {
      const names = `${HOME}#cat, ${HOME}#dog, com.example.thing`
      expect(validate({ $type: type })).toBe(closed ? `/$type must be one of ${names}` : undefined)
    },
  )

  it.each<[LexValue]>([[null], ['x'], [[]], [toCid(cborCidBytes(new Uint8Array()))], [new Uint8Array()]])(
    'is an object, not %p',
    (value) => {
      expect(validate(value)).toBe('must be an object')
    },
  )
})

describe('a reference', () => {
  it('leads to a definition of the same document, or of another', () => {
    expect(validatorOf({ type: 'ref', ref: '#cat' }, variants)({ lives: 'x' })).toBe(
      '/lives must be an integer',
    )
    expect(validatorOf({ type: 'ref', ref: `${HOME}#cat` }, variants)({})).toBe('/lives is required')
    for (const ref of ['com.example.thing', 'com.example.thing#main']) {
      expect(validatorOf({ type: 'ref', ref }, {}, [thing])({})).toBe('/size is required')
      expect(validatorOf({ type: 'ref', ref }, {}, [thing])({ size: 1 })).toBeUndefined()
    }
  })

  it('means the document it stands in, also when it was come to from another', () => {
    const inner = documentOf(
      {
        main: { type: 'object', properties: { cat: { type: 'ref', ref: '#cat' } } },
        cat: { type: 'string' },
      },
      'com.example.inner',
    )
    const validate = validatorOf({ type: 'ref', ref: 'com.example.inner' }, variants, [inner])
    expect(validate({ cat: 'a text here' })).toBeUndefined()
    expect(validate({ cat: { lives: 9 } })).toBe('/cat must be a string')
  })

  it.each<[Definition, LexValue, LexValue]>([
    [{ type: 'string', maxLength: 1 }, 'a', 'ab'],
    [{ type: 'integer', minimum: 1 }, 1, 0],
    [{ type: 'boolean', const: true }, true, false],
    [{ type: 'bytes', maxLength: 1 }, new Uint8Array(1), new Uint8Array(2)],
    [{ type: 'cid-link' }, toCid(cborCidBytes(new Uint8Array())), 'x'],
    [{ type: 'array', items: { type: 'integer' } }, [1], ['x']],
    [{ type: 'token' }, `${HOME}#target`, 'target'],
    [
      { type: 'blob' },
      { $type: 'blob', ref: toCid(cborCidBytes(new Uint8Array())), mimeType: 'a/b', size: 0 },
      {},
    ],
  ])('may lead to %j', (target, valid, invalid) => {
    const validate = validatorOf({ type: 'ref', ref: '#target' }, { target })
    expect(validate(valid)).toBeUndefined()
    expect(validate(invalid)).toMatch(/^must be|^must not be|^\/0 must be/)
  })

  it('may lead to a record, which says what it is', () => {
    const note = documentOf(
      { main: { type: 'record', key: 'tid', record: { type: 'object', properties: {} } } },
      'com.example.note',
    )
    const validate = validatorOf({ type: 'ref', ref: 'com.example.note' }, {}, [note])
    expect(validate({ $type: 'com.example.note' })).toBeUndefined()
    expect(validate({})).toBe('/$type must be com.example.note')
    const union = validatorOf({ type: 'union', refs: ['com.example.note'], closed: true }, {}, [note])
    expect(union({ $type: 'com.example.note' })).toBeUndefined()
  })

  it('that leads nowhere is noticed when a value needs it, each time', () => {
    const validate = validatorOf({
      type: 'object',
      properties: { gone: { type: 'ref', ref: 'com.example.gone#x' }, a: { type: 'integer' } },
    })
    expect(validate({ a: 1 })).toBeUndefined()
    for (let i = 0; i < 2; i++)
      expect(() => validate({ gone: {} })).toThrow(new MissingLexicon('com.example.gone#x'))
    const union = validatorOf({ type: 'union', refs: ['#gone'] })
    expect(union({ $type: 'com.example.other' })).toBeUndefined()
    expect(() => union({ $type: `${HOME}#gone` })).toThrow(MissingLexicon)
  })

  it.each<[Definition]>([
    [{ type: 'string' }],
    [{ type: 'array', items: { type: 'integer' } }],
    [{ type: 'token' }],
  ])('of a union cannot lead to %j', (target) => {
    const validate = validatorOf({ type: 'union', refs: ['#target'] }, { target })
    expect(() => validate({ $type: `${HOME}#target` })).toThrow(InvalidLexicon)
  })

  it('cannot lead to a method', () => {
    const method = documentOf({ main: { type: 'query' } }, 'com.example.get')
    expect(() => validatorOf({ type: 'ref', ref: 'com.example.get' }, {}, [method])({})).toThrow(
      InvalidLexicon,
    )
  })
})

describe('definitions that contain themselves', () => {
  const tree = documentOf(
    {
      main: {
        type: 'object',
        required: ['name'],
        properties: {
          name: { type: 'string' },
          children: { type: 'array', items: { type: 'ref', ref: '#main' } },
          other: { type: 'union', refs: ['#main'] },
        },
      },
    },
    'com.example.tree',
  )
  const definition = new Lexicons([tree]).definition('com.example.tree')!

  it('are followed as far as the value goes', () => {
    const value = {
      name: 'a',
      children: [
        { name: 'b', children: [] },
        { name: 'c', children: [{}] },
      ],
    }
    expect(objection(definition.validate(value))).toBe('/children/1/children/0/name is required')
    const other = { name: 'a', other: { $type: 'com.example.tree', name: 5 } }
    expect(objection(definition.validate(other))).toBe('/other/name must be a string')
  })

  it('are followed to the deepest value that is read', () => {
    const nested = (levels: number): LexMap => {
      let value: LexMap = { name: 'leaf' }
      for (let i = 1; i < levels; i++) value = { name: 'node', children: [value] }
      return value
    }
    expect(definition.validate(jsonToLex(nested(DEPTH_MAX / 2))).ok).toBe(true)
    const wrong = nested(DEPTH_MAX / 2 - 1)
    let leaf = wrong
    while (Array.isArray(leaf.children)) leaf = leaf.children[0] as LexMap
    delete leaf.name
    expect(objection(definition.validate(wrong))).toMatch(/^(\/children\/0)+\/name is required$/)
  })
})
