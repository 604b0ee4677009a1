import { type CidBytes, cidBytesToString, type LexValue } from '@guildhall/data'
import type { Did, Nsid } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import { Accounts } from '../account/index.js'
import { type Queryable, UnitOfWork } from '../database/index.js'
import { NamespaceStore, type NamespaceSummary, type StoredNamespace } from './namespace.store.js'
import { NamespaceWriter } from './namespace-writer.js'
import { type CheckMode, PreferenceCheck, type CheckResult } from './preference-check.js'
import { PreferencesMoved } from './preferences.errors.js'

/** The CID that a namespace must have for a change: null, if it must not exist; undefined, if that does not matter. */
export type Swap = string | null | undefined

/** New values of a namespace. */
export interface WantedNamespace {
  namespace: Nsid
  values: readonly LexValue[]
  /** whether the values are compared with the lexicon */
  validate: CheckMode
  swapCid: Swap
}

/**
 * Private preferences of any namespace. A namespace is the NSID of the lexicon document that defines its values, and
 * holds a list of them, which is replaced as a whole.
 */
@Injectable()
export class Namespaces {
  constructor(
    private readonly store: NamespaceStore,
    private readonly writer: NamespaceWriter,
    private readonly check: PreferenceCheck,
    private readonly work: UnitOfWork,
    private readonly accounts: Accounts,
  ) {}

  /** The namespaces of an account by name, at most `limit` after one of them. */
  list(did: Did, after: string | undefined, limit: number): Promise<NamespaceSummary[]> {
    return this.store.list(did, after, limit)
  }

  /** What an account keeps in a namespace. */
  find(did: Did, namespace: Nsid): Promise<StoredNamespace | undefined> {
    return this.store.find(undefined, did, namespace)
  }

  /**
   * Puts values in the place of all that the account keeps in a namespace.
   * @throws NamespaceReserved, InvalidPreference, PreferencesTooLarge, PreferencesMoved; nothing is changed then
   */
  async put(did: Did, wanted: WantedNamespace): Promise<{ cid: CidBytes; status: CheckResult | undefined }> {
    const { namespace, values, validate, swapCid } = wanted
    const encoded = this.writer.encode(namespace, values)
    const status = await this.check.check(namespace, encoded.values, validate)
    await this.work.run(async (tx) => {
      await this.#lock(tx, did, namespace, swapCid)
      await this.writer.write(tx, did, [encoded])
    })
    return { cid: encoded.cid, status }
  }

  /** Deletes a namespace of an account, if there is one. @throws PreferencesMoved */
  async delete(did: Did, namespace: Nsid, swapCid: Swap): Promise<void> {
    await this.work.run(async (tx) => {
      await this.#lock(tx, did, namespace, swapCid)
      await this.store.remove(tx, did, namespace)
    })
  }

  /** Of two changes that come at once, one sees what the other has made. */
  async #lock(tx: Queryable, did: Did, namespace: Nsid, swapCid: Swap): Promise<void> {
    await this.accounts.lock(tx, did)
    if (swapCid === undefined) return
    const now = await this.store.find(tx, did, namespace)
    const cid = now && cidBytesToString(now.cid)
    if ((cid ?? null) !== swapCid) throw new PreferencesMoved(cid)
  }
}
