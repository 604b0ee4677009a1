import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../../database/index.js'
import type { WrappedKey } from '../../identity/index.js'

/** An app that makes codes, or is about to. */
export interface StoredTotp extends WrappedKey {
  readonly begunAt: Date
  /** absent until it has shown a first code */
  readonly confirmedAt: Date | undefined
}

/** Where the secrets of apps are kept, one per account. */
export abstract class TotpStore {
  abstract find(did: Did, on?: Queryable): Promise<StoredTotp | undefined>

  /** Puts a secret in the place of one that was not confirmed; `false` if there is one that was. */
  abstract begin(did: Did, secret: WrappedKey, now: Date): Promise<boolean>

  /** Confirms a secret with a code of a step of time; `false` if it is not there any more, or was confirmed. */
  abstract confirm(on: Queryable, did: Did, secret: WrappedKey, step: number, now: Date): Promise<boolean>

  /** Uses a step of time up; `false` if it, or a later one, was used before, on whatever node. */
  abstract useStep(did: Did, step: number): Promise<boolean>

  /** Removes the secret. @returns whether it had been confirmed */
  abstract remove(on: Queryable, did: Did): Promise<boolean>

  /** Removes up to `limit` that were begun before a time and never confirmed; returns how many went. */
  abstract removePending(begunBefore: Date, limit: number): Promise<number>
}
