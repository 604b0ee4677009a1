import type { LexValue } from '@guildhall/data'
import type { Did, Nsid } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import type { Queryable } from '../database/index.js'
import { Clock } from '../telemetry/index.js'
import { type EncodedNamespace, encodeNamespace } from './namespace-encoding.js'
import { type NamespaceContent, NamespaceStore } from './namespace.store.js'
import { PreferencesConfig } from './preferences.config.js'
import { PreferencesTooLarge } from './preferences.errors.js'

/** Stores what accounts keep in namespaces, within what they may keep altogether. */
@Injectable()
export class NamespaceWriter {
  constructor(
    private readonly store: NamespaceStore,
    private readonly config: PreferencesConfig,
    private readonly clock: Clock,
  ) {}

  /**
   * Makes the values of a namespace ready to be stored.
   * @throws NamespaceReserved, InvalidPreference, PreferencesTooLarge
   */
  encode(namespace: Nsid, values: readonly LexValue[]): EncodedNamespace {
    return encodeNamespace(namespace, values, this.config)
  }

  /**
   * Puts namespaces in the place of those that the account has. The caller holds the lock of the account.
   * @throws PreferencesTooLarge; the transaction must be given up then
   */
  async write(tx: Queryable, did: Did, contents: readonly NamespaceContent[]): Promise<void> {
    const updatedAt = new Date(this.clock.nowMs())
    for (const content of contents) await this.store.put(tx, did, { ...content, updatedAt })
    const { namespaces, bytes } = await this.store.usage(tx, did)
    this.checkTotal(namespaces, bytes)
  }

  /** @throws PreferencesTooLarge if an account may not keep so much */
  checkTotal(namespaces: number, bytes: number): void {
    const { namespacesMax, accountMaxBytes } = this.config
    if (namespaces > namespacesMax) {
      throw new PreferencesTooLarge(`An account may have preferences in ${namespacesMax} namespaces`)
    }
    if (bytes > accountMaxBytes) {
      throw new PreferencesTooLarge(
        `The preferences would have ${bytes} bytes, at most ${accountMaxBytes} are allowed`,
      )
    }
  }
}
