import fc from 'fast-check'
import type { JsonValue } from '@guildhall/data'
import type { Definition, LexiconDoc, ObjectSchema, Schema, StringSchema } from '@guildhall/lexicon'

type Values = fc.Arbitrary<JsonValue>

const LINK = { $link: 'bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a' }
/** Below this level only what is required is made, and lists are empty, as definitions may be cyclic. */
const LEVELS_MAX = 6

/** Valid and invalid texts of each format, of which everybody says the same. */
const TEXTS: Record<string, [valid: string[], invalid: string[]]> = {
  'at-identifier': [
    ['alice.example', 'did:plc:ewvi7nxzyoun6zhxrhs64oiz'],
    ['alice', ''],
  ],
  'at-uri': [
    ['at://alice.example/com.example.fooBar/self', 'at://did:plc:abc'],
    ['at://', 'https://example.com'],
  ],
  cid: [[LINK.$link], [LINK.$link.slice(0, -1), 'cid', '']],
  datetime: [
    ['1985-04-12T23:20:50.123Z', '1985-04-12T23:20:50+01:00'],
    ['1985-04-12', ''],
  ],
  did: [
    ['did:plc:ewvi7nxzyoun6zhxrhs64oiz', 'did:web:alice.example'],
    ['did:plc:', 'alice.example'],
  ],
  handle: [
    ['alice.example', 'Alice.Example'],
    ['alice', '-a.example'],
  ],
  language: [
    ['en', 'pt-BR', 'zh-Hans-CN'],
    ['pt_BR', ''],
  ],
  nsid: [['com.example.fooBar'], ['com.example', 'com.example.foo#bar']],
  'record-key': [
    ['self', '3jzfcijpj2z2a'],
    ['..', 'a/b'],
  ],
  tid: [['3jzfcijpj2z2a'], ['3jzfcijpj2z2', '0000000000000']],
  uri: [
    ['https://example.com/path', 'did:plc:abc'],
    ['example.com', ''],
  ],
}

/** What is not of the type that is asked for, mostly. */
const STRAY: Values = fc.constantFrom<JsonValue[]>(
  null,
  true,
  0,
  -1,
  '',
  'x',
  [],
  {},
  [{}],
  LINK,
  { $bytes: 'AQID' },
  { $type: 'com.example.unknown' },
)

/** Makes JSON for records: most of it as the lexicons have it, some with a fault at any depth. */
export class ValuesOfSchema {
  readonly #docs: ReadonlyMap<string, LexiconDoc>

  constructor(docs: Iterable<LexiconDoc>) {
    this.#docs = new Map([...docs].map((doc) => [doc.id, doc]))
  }

  record(nsid: string): Values {
    const main = this.#docs.get(nsid)!.defs.main!
    if (main.type !== 'record') throw new Error(`${nsid} is no record`)
    return this.#withType(nsid, this.#object(main.record, nsid, 0))
  }

  #value(schema: Schema, home: string, level: number): Values {
    return fc.oneof(
      { weight: 40, arbitrary: this.#fitting(schema, home, level) },
      { weight: 1, arbitrary: STRAY },
    )
  }

  #fitting(schema: Schema, home: string, level: number): Values {
    switch (schema.type) {
      case 'boolean':
        return fc.boolean()
      case 'integer': {
        const { minimum = -10, maximum = 1000, enum: choices = [] } = schema
        return mostly([minimum, maximum, ...choices], [minimum - 1, maximum + 1])
      }
      case 'string':
        return stringValues(schema)
      case 'bytes':
        return fc.constantFrom({ $bytes: 'AQID' }, { $bytes: '' })
      case 'cid-link':
        return fc.constant(LINK)
      case 'blob': {
        const mimeType = schema.accept?.[0]?.replace('/*', '/x') ?? 'image/png'
        return fc.constant({ $type: 'blob', ref: LINK, mimeType, size: 10 })
      }
      case 'unknown':
        return fc.constantFrom<JsonValue[]>({}, { a: 1 }, { $type: 'com.example.unknown' })
      case 'array':
        return this.#array(schema, home, level)
      case 'object':
        return this.#object(schema, home, level + 1)
      case 'ref':
        return this.#reference(schema.ref, home, level)
      case 'union':
        return fc.oneof(
          fc.constant({ $type: 'com.example.unknown' }),
          ...schema.refs.map((ref) => this.#variant(ref, home, level)),
        )
    }
  }

  #array({ items, maxLength = 3 }: Extract<Schema, { type: 'array' }>, home: string, level: number): Values {
    if (level > LEVELS_MAX) return fc.constant([])
    return fc.array(this.#value(items, home, level + 1), { maxLength: Math.min(maxLength + 1, 6) })
  }

  #object({ properties, required = [], nullable = [] }: ObjectSchema, home: string, level: number): Values {
    const fields = Object.entries(properties)
      .filter(([name]) => level <= LEVELS_MAX || required.includes(name))
      .map(([name, property]): [string, Values] => {
        const value = this.#value(property, home, level)
        return [name, nullable.includes(name) ? fc.oneof(value, fc.constant(null)) : value]
      })
    const whole = fc.record(Object.fromEntries(fields), { requiredKeys: required })
    const names = fields.map(([name]) => name)
    if (names.length === 0) return whole
    const lacking = fc.tuple(whole, fc.constantFrom(...names)).map(([value, name]) => {
      const { [name]: _, ...rest } = value
      return rest
    })
    return fc.oneof({ weight: 30, arbitrary: whole }, { weight: 1, arbitrary: lacking })
  }

  #reference(ref: string, home: string, level: number): Values {
    const { definition, nsid } = this.#find(ref, home)
    if (definition.type === 'token') return fc.constant(ref)
    return this.#fitting(definition as Schema, nsid, level + 1)
  }

  #variant(ref: string, home: string, level: number): Values {
    const { nsid, name } = this.#find(ref, home)
    return this.#withType(name === 'main' ? nsid : `${nsid}#${name}`, this.#reference(ref, home, level))
  }

  #withType($type: string, values: Values): Values {
    return values.map((value) => ({ $type, ...(value as { [name: string]: JsonValue }) }))
  }

  #find(ref: string, home: string): { definition: Definition; nsid: string; name: string } {
    const [before, name = 'main'] = ref.split('#')
    const nsid = before === '' ? home : before!
    return { definition: this.#docs.get(nsid)!.defs[name]!, nsid, name }
  }
}

/** Texts around every limit of a schema. */
function stringValues({ format, enum: choices = [], knownValues = [], ...limits }: StringSchema): Values {
  if (format !== undefined) return mostly(...TEXTS[format]!)
  const { maxLength = 100, maxGraphemes = 100, minLength = 0 } = limits
  const within = [
    ...choices,
    ...knownValues,
    'a'.repeat(minLength),
    'a'.repeat(Math.min(maxLength, maxGraphemes)),
    'é'.repeat(Math.min(Math.floor(maxLength / 2), maxGraphemes)),
    '👨‍👩‍👧‍👧'.repeat(Math.min(Math.floor(maxLength / 25), maxGraphemes)),
  ]
  return mostly(within, ['no choice', 'a'.repeat(maxLength + 1), 'e\u0301'.repeat(maxGraphemes + 1)])
}

function mostly<T extends JsonValue>(valid: T[], invalid: T[]): Values {
  return fc.oneof(
    { weight: 30, arbitrary: fc.constantFrom(...valid) },
    { weight: 1, arbitrary: fc.constantFrom(...invalid) },
  )
}
