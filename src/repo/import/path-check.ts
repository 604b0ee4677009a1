import { isNsid, isRecordKey } from '@guildhall/syntax'
import { InvalidImport } from './import.errors.js'

/** Checks paths, which come in their order: most are of the collection of the one before. */
export class PathCheck {
  #collection = ''

  /**
   * Goes on to a path.
   * @returns its collection
   * @throws InvalidImport unless the parts of a path are a collection and a record key
   */
  pass(path: string): string {
    const slash = path.indexOf('/')
    const isSame = slash === this.#collection.length && path.startsWith(this.#collection)
    if ((!isSame && !isNsid(path.slice(0, slash))) || !isRecordKey(path.slice(slash + 1))) {
      throw new InvalidImport(`not the path of a record: '${path}'`)
    }
    if (!isSame) this.#collection = path.slice(0, slash)
    return this.#collection
  }
}
