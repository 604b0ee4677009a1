import { cidBytesToString, isLexMap, type LexMap } from '@guildhall/data'
import { type Did, isNsid } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import { Accounts } from '../account/index.js'
import { UnitOfWork } from '../database/index.js'
import { type EncodedNamespace, encodeValues } from './namespace-encoding.js'
import { NamespaceWriter } from './namespace-writer.js'
import { type DocumentPart, readDocument } from './preference-document.js'
import { NAMESPACE } from './preference-types.js'
import { PreferencesConfig } from './preferences.config.js'
import { Preferences } from './preferences.js'
import { InvalidDocument } from './preferences.errors.js'

/** What a document holds. */
interface Contents {
  /** those of `app.bsky`; undefined if the document says nothing of them */
  own: LexMap[] | undefined
  namespaces: Map<string, EncodedNamespace>
}

/**
 * Takes documents of private preferences. Their values are not compared with lexicons: an account brings what another
 * server has taken, maybe years ago.
 */
@Injectable()
export class PreferenceImport {
  constructor(
    private readonly preferences: Preferences,
    private readonly writer: NamespaceWriter,
    private readonly work: UnitOfWork,
    private readonly accounts: Accounts,
    private readonly config: PreferencesConfig,
  ) {}

  /**
   * Puts all namespaces of a document in the place of those that the account has; others stay.
   * @param isFull whether the caller signed in with the account's own password
   * @returns how many there are
   * @throws InvalidDocument, InvalidPreference, NamespaceReserved, PreferencesTooLarge, ForeignPreference,
   * PreferenceNotAllowed; nothing is changed then
   */
  async take(did: Did, body: AsyncIterable<Uint8Array>, isFull: boolean): Promise<number> {
    const { own, namespaces } = await this.#read(body)
    await this.work.run(async (tx) => {
      await this.accounts.lock(tx, did)
      if (own) await this.preferences.replaceWithin(tx, did, own, isFull)
      await this.writer.write(tx, did, [...namespaces.values()])
    })
    return namespaces.size + (own ? 1 : 0)
  }

  async #read(body: AsyncIterable<Uint8Array>): Promise<Contents> {
    const contents: Contents = { own: undefined, namespaces: new Map() }
    let bytes = 0
    for await (const part of readDocument(body)) {
      const { line, namespace } = part
      if (contents.namespaces.has(namespace) || (namespace === NAMESPACE && contents.own)) {
        throw new InvalidDocument(`${namespace} came before`, line)
      }
      if (namespace === NAMESPACE) {
        contents.own = mapsOf(part)
        encodeValues(namespace, contents.own, this.config.namespaceMaxBytes)
        continue
      }
      const encoded = this.#encode(part)
      contents.namespaces.set(namespace, encoded)
      bytes += encoded.content.length
      this.writer.checkTotal(contents.namespaces.size, bytes)
    }
    return contents
  }

  #encode({ line, namespace, values, cid }: DocumentPart): EncodedNamespace {
    if (!isNsid(namespace)) throw new InvalidDocument('the namespace is no NSID', line)
    const encoded = this.writer.encode(namespace, values)
    if (cid !== undefined && cid !== cidBytesToString(encoded.cid)) {
      throw new InvalidDocument(`the values of ${namespace} are not those of the CID`, line)
    }
    return encoded
  }
}

function mapsOf({ line, values }: DocumentPart): LexMap[] {
  if (values.every((value) => isLexMap(value))) return values as LexMap[]
  throw new InvalidDocument('every value must be an object', line)
}
