import { type BlobRef, CID, isBlobRef, isLexMap, type LexValue } from '@guildhall/data'
import type { BlobSchema, BooleanSchema, BytesSchema, IntegerSchema } from '../schema/lexicon-doc.js'
import { type Check, type Failure, failure, failureAt } from './check.js'

export function booleanCheck({ const: constant }: BooleanSchema): Check {
  return (value) => {
    if (typeof value !== 'boolean') return failure('must be a boolean')
    return constant === undefined || value === constant ? undefined : failure(`must be ${constant}`)
  }
}

export function integerCheck(schema: IntegerSchema): Check {
  const { const: constant, enum: choices, minimum = -Infinity, maximum = Infinity } = schema
  return (value) => {
    if (typeof value !== 'number' || !Number.isSafeInteger(value)) return failure('must be an integer')
    if (value < minimum) return failure(`must not be less than ${minimum}`)
    if (value > maximum) return failure(`must not be greater than ${maximum}`)
    if (constant !== undefined && value !== constant) return failure(`must be ${constant}`)
    if (choices !== undefined && !choices.includes(value))
      return failure(`must be one of ${choices.join(', ')}`)
    return undefined
  }
}

export function bytesCheck({ minLength = 0, maxLength = Infinity }: BytesSchema): Check {
  return (value) => {
    if (!(value instanceof Uint8Array)) return failure('must be a byte string')
    if (value.length > maxLength) return failure(`must not be longer than ${maxLength} bytes`)
    return value.length < minLength ? failure(`must not be shorter than ${minLength} bytes`) : undefined
  }
}

export function cidLinkCheck(value: LexValue): Failure | undefined {
  return value instanceof CID ? undefined : failure('must be a link')
}

/** Any map, except the ones that stand for something else. */
export function unknownCheck(value: LexValue): Failure | undefined {
  return isLexMap(value) && value.$type !== 'blob' ? undefined : failure('must be an object')
}

export function blobCheck({ accept, maxSize = Infinity }: BlobSchema): Check {
  const accepts = accept === undefined ? undefined : mimeMatcher(accept)
  return (value) => {
    if (!isBlobRef(value)) return failure('must be a blob reference')
    const { size, mimeType }: BlobRef = value
    if (size > maxSize) return failureAt('size', `must not be greater than ${maxSize}`)
    if (accepts?.(mimeType) === false) return failureAt('mimeType', `must be one of ${accept?.join(', ')}`)
    return undefined
  }
}

/** Whether a MIME type, whatever its parameters, is among patterns of which some may end in a wildcard. */
function mimeMatcher(patterns: readonly string[]): (mimeType: string) => boolean {
  const lower = patterns.map((pattern) => pattern.toLowerCase())
  if (lower.includes('*/*')) return () => true
  const exact = new Set(lower)
  const prefixes = lower.filter((pattern) => pattern.endsWith('/*')).map((pattern) => pattern.slice(0, -1))
  return (mimeType) => {
    const type = mimeType.replace(/;.*$/s, '').trim().toLowerCase()
    return exact.has(type) || prefixes.some((prefix) => type.startsWith(prefix))
  }
}
