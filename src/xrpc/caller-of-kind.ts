import type { Caller } from './caller.js'

/**
 * The caller, of the kind that the access policy of a method lets in.
 * @throws {Error} if the policy lets in others: that is a fault of the method, not of the caller
 */
export function callerOfKind<K extends Caller['kind']>(
  caller: Caller,
  kind: K,
): Extract<Caller, { kind: K }> {
  if (caller.kind !== kind)
    throw new Error(`the access policy lets in ${caller.kind}, the method takes ${kind}`)
  return caller as Extract<Caller, { kind: K }>
}
