import { isLexMap, type LexMap, type LexValue } from '@guildhall/data'
import { type Check, failure, failureAt, fieldOf, within } from './check.js'
import { typeName } from './references.js'

/** A property of an object schema. */
export interface PropertyCheck {
  readonly name: string
  readonly required: boolean
  readonly nullable: boolean
  readonly check: Check
}

/** A map with the properties of a schema and any others. */
export function objectCheck(properties: readonly PropertyCheck[]): Check {
  const read = properties.some(({ name }) => name in Object.prototype) ? fieldOf : readPlainly
  return (value) => {
    if (!isLexMap(value)) return failure('must be an object')
    for (let i = 0; i < properties.length; i++) {
      const { name, required, nullable, check } = properties[i] as PropertyCheck
      const field = read(value, name)
      if (field === undefined) {
        if (required) return failureAt(name, 'is required')
        continue
      }
      if (field === null && nullable) continue
      const found = check(field)
      if (found !== undefined) return within(name, found)
    }
    return undefined
  }
}

function readPlainly(map: LexMap, name: string): LexValue | undefined {
  return map[name]
}

/** A map that says of itself that it is a record of one type. */
export function recordCheck(nsid: string, object: Check): Check {
  return (value) => {
    if (!isLexMap(value)) return failure('must be an object')
    return value.$type === nsid ? object(value) : failureAt('$type', `must be ${nsid}`)
  }
}

export function arrayCheck(
  item: Check,
  { minLength = 0, maxLength = Infinity }: { minLength?: number; maxLength?: number },
): Check {
  return (value) => {
    if (!Array.isArray(value)) return failure('must be an array')
    if (value.length > maxLength) return failure(`must not have more than ${maxLength} items`)
    if (value.length < minLength) return failure(`must not have fewer than ${minLength} items`)
    for (let i = 0; i < value.length; i++) {
      const found = item(value[i] as LexValue)
      if (found !== undefined) return within(i, found)
    }
    return undefined
  }
}

/**
 * A map whose `$type` says which variant it is.
 * @param variants checks by absolute reference, each asked for when a value first needs it
 * @param closed whether every other `$type` is refused
 */
export function unionCheck(variants: ReadonlyMap<string, () => Check>, closed: boolean): Check {
  const byType = new Map([...variants].map(([ref, variant]) => [typeName(ref), variant]))
  return (value) => {
    if (!isLexMap(value)) return failure('must be an object')
    const type = value.$type
    if (typeof type !== 'string')
      return failureAt('$type', type === undefined ? 'is required' : 'must be a string')
    const variant = byType.get(type) ?? byType.get(typeName(type))
    if (variant !== undefined) return variant()(value)
    return closed ? failureAt('$type', `must be one of ${[...byType.keys()].join(', ')}`) : undefined
  }
}
