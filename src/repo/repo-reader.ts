import { cborToJson, cidBytesToString } from '@guildhall/data'
import type { Did } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import { recordUri } from './record-uri.js'
import { RepoStore, type StoredRecord } from './repo.store.js'

/** A record as the read methods answer it. */
export interface RecordView {
  uri: string
  cid: string
  value: Record<string, unknown>
}

/** Reads records, for anybody to see. */
@Injectable()
export class RepoReader {
  constructor(private readonly store: RepoStore) {}

  /** The record, or undefined when there is none, it is taken down, or `cid` names another version. */
  async record(did: Did, collection: string, rkey: string, cid?: string): Promise<RecordView | undefined> {
    const found = await this.store.record(did, `${collection}/${rkey}`)
    if (!found) return undefined
    const view = viewOf(did, found)
    return cid !== undefined && view.cid !== cid ? undefined : view
  }

  /** A page of a collection; the newest first unless `ascending`. `cursor` is absent on the last page. */
  async list(
    did: Did,
    collection: string,
    page: { limit: number; after?: string | undefined; ascending: boolean },
  ): Promise<{ records: RecordView[]; cursor?: string }> {
    const { limit, after, ascending } = page
    const found = await this.store.list(did, collection, {
      limit: limit + 1,
      ascending,
      ...(after !== undefined && { after }),
    })
    const shown = found.slice(0, limit)
    const last = shown[shown.length - 1]
    return {
      records: shown.map((record) => viewOf(did, record)),
      ...(found.length > limit && last && { cursor: rkeyOf(last.path) }),
    }
  }

  /** The collections that have records. */
  collections(did: Did): Promise<string[]> {
    return this.store.collections(did)
  }
}

function viewOf(did: Did, record: StoredRecord): RecordView {
  return {
    uri: recordUri(did, record.path),
    cid: cidBytesToString(record.cid),
    value: cborToJson(record.content) as Record<string, unknown>,
  }
}

function rkeyOf(path: string): string {
  return path.slice(path.indexOf('/') + 1)
}
