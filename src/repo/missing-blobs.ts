import { cidBytesToString, cidStringToBytes, DataModelError } from '@guildhall/data'
import type { Did } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import { InvalidWrite } from './repo.errors.js'
import { recordUri } from './record-uri.js'
import { RepoStore } from './repo.store.js'

/** Tells which blobs records refer to although they are not here, as after an import. */
@Injectable()
export class MissingBlobs {
  constructor(private readonly store: RepoStore) {}

  /**
   * A page in the order of the CIDs, each blob once, with a record that refers to it.
   * @param page `cursor` is the last CID of the page before
   * @throws InvalidWrite for a cursor that is none
   */
  async list(did: Did, { limit, cursor }: { limit: number; cursor?: string }) {
    const found = await this.store.missingBlobs(did, { after: placeOf(cursor), limit: limit + 1 })
    const shown = found.slice(0, limit)
    const last = shown[shown.length - 1]
    return {
      blobs: shown.map(({ cid, path }) => ({ cid: cidBytesToString(cid), recordUri: recordUri(did, path) })),
      ...(found.length > limit && last && { cursor: cidBytesToString(last.cid) }),
    }
  }
}

function placeOf(cursor: string | undefined): Uint8Array {
  if (cursor === undefined) return new Uint8Array(0)
  try {
    return cidStringToBytes(cursor)
  } catch (error) {
    if (error instanceof DataModelError) throw new InvalidWrite('Malformed cursor')
    throw error
  }
}
