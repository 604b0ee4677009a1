import type { Did } from '@guildhall/syntax'
import { type Call, callerOfKind } from '../xrpc/index.js'

/** Whose preferences a call is about, and whether all of them: an app password does not open what is private. */
export function readerOf(caller: Call['caller']): { did: Did; isFull: boolean } {
  const { did, credential } = callerOfKind(caller, 'account')
  return { did, isFull: credential === 'session' || credential === 'takendown' }
}
