import { cidBytesToString } from '@guildhall/data'
import { extensionOf, type OwnBlob } from '../../blob/index.js'

/** Length of the CIDs that blobs have (version 1, raw, SHA-256). */
const CID_BYTES = 36

/** A file that is to be put into an archive. */
export interface IndexedBlob {
  readonly cid: Buffer
  readonly mimeType: string
  /** bytes */
  readonly size: number
  /** its name, without a folder */
  readonly name: string
}

/** What is to be put into an archive, packed so that 100,000 files take a few megabytes. */
export class BlobIndex {
  readonly #cids: Buffer[] = []
  readonly #sizes: number[] = []
  readonly #types: number[] = []
  /** Media types are few; each is kept once. */
  readonly #typeNames: string[] = []
  readonly #typeIds = new Map<string, number>()

  add(page: readonly OwnBlob[]): void {
    this.#cids.push(Buffer.concat(page.map(({ cid }) => checked(cid))))
    for (const { size, mimeType } of page) {
      this.#sizes.push(size)
      this.#types.push(this.#typeId(mimeType))
    }
  }

  get length(): number {
    return this.#sizes.length
  }

  *[Symbol.iterator](): Generator<IndexedBlob> {
    let at = 0
    for (const packed of this.#cids) {
      for (let start = 0; start < packed.length; start += CID_BYTES) {
        const cid = packed.subarray(start, start + CID_BYTES)
        const mimeType = this.#typeNames[this.#types[at]!]!
        const name = `${cidBytesToString(cid)}.${extensionOf(mimeType)}`
        yield { cid, mimeType, size: this.#sizes[at++]!, name }
      }
    }
  }

  #typeId(mimeType: string): number {
    const known = this.#typeIds.get(mimeType)
    if (known !== undefined) return known
    this.#typeIds.set(mimeType, this.#typeNames.length)
    return this.#typeNames.push(mimeType) - 1
  }
}

function checked(cid: Uint8Array): Uint8Array {
  if (cid.length !== CID_BYTES) throw new Error('a blob has a CID of another kind than blobs have')
  return cid
}
