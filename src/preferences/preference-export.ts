import { cborToJson, cidBytesToString } from '@guildhall/data'
import type { Did } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import { NamespaceStore } from './namespace.store.js'
import { documentLine, FORMAT } from './preference-document.js'
import { NAMESPACE } from './preference-types.js'
import { Preferences } from './preferences.js'

/** Namespaces that are in memory at a time. */
const READ_AT_ONCE = 8

/** Writes all private preferences of an account as one document. */
@Injectable()
export class PreferenceExport {
  constructor(
    private readonly preferences: Preferences,
    private readonly store: NamespaceStore,
  ) {}

  /**
   * The document, line by line. Each namespace is as it was at some moment while it was written.
   * @param isFull whether the caller signed in with the account's own password, and sees everything
   */
  async *lines(did: Did, isFull: boolean): AsyncGenerator<string> {
    yield documentLine({ ...FORMAT, did })
    yield documentLine({ namespace: NAMESPACE, values: await this.preferences.stored(did, isFull) })
    let count = 1
    let after: string | undefined
    do {
      const stored = await this.store.read(did, after, READ_AT_ONCE)
      for (const { namespace, cid, content } of stored) {
        yield documentLine({ namespace, cid: cidBytesToString(cid), values: cborToJson(content) })
      }
      count += stored.length
      after = stored.at(-1)?.namespace
    } while (after !== undefined)
    yield documentLine({ end: true, namespaces: count })
  }
}
