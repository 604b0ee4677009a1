import type { LexMap, LexValue } from '@guildhall/data'

/** Why a value is refused. `path` is relative to the value and grows at its front on the way up. */
export interface Failure {
  path: string
  readonly message: string
}

/**
 * Looks at a value and returns nothing if it is valid. A schema is compiled to a tree of these once; a valid value
 * then costs no allocation and throws nothing.
 */
export type Check = (value: LexValue) => Failure | undefined

/**
 * What a validation says. `path` leads to what is refused as in a JSON pointer (`/facets/0/index`, empty for the whole
 * value), `message` is the reason.
 */
export type ValidationResult<T = LexValue> =
  | { ok: true; value: T }
  | { ok: false; path: string; message: string }

export function failure(message: string): Failure {
  return { path: '', message }
}

export function failureAt(key: string, message: string): Failure {
  return { path: `/${key}`, message }
}

/** Says of a failure inside a value where inside it was. */
export function within(key: string | number, inner: Failure): Failure {
  inner.path = `/${key}${inner.path}`
  return inner
}

export function resultOf<T>(value: T, found: Failure | undefined): ValidationResult<T> {
  return found === undefined ? { ok: true, value } : { ok: false, path: found.path, message: found.message }
}

/** What a map holds under a name; never what it inherits from `Object.prototype`. */
export function fieldOf(map: LexMap, name: string): LexValue | undefined {
  return name in Object.prototype && !Object.hasOwn(map, name) ? undefined : map[name]
}
