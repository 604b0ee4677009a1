import { DataModelError, jsonToLex } from '@guildhall/data'
import { bundledLexicons, type OutputOf } from '@guildhall/lexicon'
import type { FreshMethod } from './refresh-rule.js'

/** What a service answered to a call of a method; undefined if it is not what the lexicon says. */
export function checkedOutput<M extends FreshMethod>(method: M, json: unknown): OutputOf<M> | undefined {
  const declared = bundledLexicons().method(method.nsid)?.output
  try {
    return declared?.validate?.(jsonToLex(json)).ok ? (json as OutputOf<M>) : undefined
  } catch (error) {
    if (error instanceof DataModelError) return undefined
    throw error
  }
}
