import { stringFormatCheck, type StringFormat } from '@guildhall/syntax'
import type { StringSchema } from '../schema/lexicon-doc.js'
import { type Check, type Failure, failure } from './check.js'
import { countGraphemes } from './graphemes.js'

type Constraint = (text: string) => Failure | undefined

/** Most UTF-8 bytes that one UTF-16 unit of a string can turn into. */
const UTF8_BYTES_PER_UNIT_MAX = 3

export function stringCheck(schema: StringSchema): Check {
  const constraints = [choice(schema), byteLength(schema), graphemeLength(schema), format(schema)].filter(
    (constraint) => constraint !== undefined,
  )
  return (value) => {
    if (typeof value !== 'string') return failure('must be a string')
    for (let i = 0; i < constraints.length; i++) {
      const found = (constraints[i] as Constraint)(value)
      if (found !== undefined) return found
    }
    return undefined
  }
}

function choice({ const: constant, enum: choices }: StringSchema): Constraint | undefined {
  if (constant !== undefined)
    return (text) => (text === constant ? undefined : failure(`must be ${constant}`))
  if (choices === undefined) return undefined
  const allowed = new Set(choices)
  return (text) => (allowed.has(text) ? undefined : failure(`must be one of ${choices.join(', ')}`))
}

function byteLength({ minLength: min = 0, maxLength: max = Infinity }: StringSchema): Constraint | undefined {
  if (min === 0 && max === Infinity) return undefined
  return (text) => {
    // the number of UTF-16 units bounds the number of bytes from both sides, which mostly is answer enough
    const units = text.length
    if (units >= min && units * UTF8_BYTES_PER_UNIT_MAX <= max) return undefined
    const bytes = units > max ? units : Buffer.byteLength(text)
    if (bytes > max) return failure(`must not be longer than ${max} bytes`)
    return bytes < min ? failure(`must not be shorter than ${min} bytes`) : undefined
  }
}

function graphemeLength({
  minGraphemes: min = 0,
  maxGraphemes: max = Infinity,
}: StringSchema): Constraint | undefined {
  if (min === 0 && max === Infinity) return undefined
  return (text) => {
    // a grapheme has at least one UTF-16 unit
    if (text.length < min) return failure(`must not be shorter than ${min} graphemes`)
    if (min === 0 && text.length <= max) return undefined
    const graphemes = countGraphemes(text, max === Infinity ? min : max)
    if (graphemes > max) return failure(`must not be longer than ${max} graphemes`)
    return graphemes < min ? failure(`must not be shorter than ${min} graphemes`) : undefined
  }
}

function format({ format: name }: StringSchema): Constraint | undefined {
  if (name === undefined) return undefined
  const isOfFormat = stringFormatCheck(name as StringFormat)
  return (text) => (isOfFormat(text) ? undefined : failure(`must be a valid ${name}`))
}
