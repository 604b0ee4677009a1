import { cborToJson, cidBytesToString } from '@guildhall/data'
import { SUBJECT_TYPES } from '@guildhall/lexicon'
import { type Did, isNsid, isRecordKey } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import { SubjectOrders } from '../../lifecycle/index.js'
import { RepoLifeStore } from '../../repo/index.js'
import type { Administrator } from '../access/administrator.js'
import { NotThere } from '../admin.errors.js'
import { AccountBlobs } from './account-blobs.js'
import type { ModeratedRecordDto } from './account-records.dto.js'
import type { SanctionDto } from './accounts.dto.js'

/** Where a record is in its repository. */
export interface RecordPlace {
  readonly collection: string
  readonly rkey: string
}

/** Records of a member, one by one. */
@Injectable()
export class AccountRecords {
  constructor(
    private readonly repos: RepoLifeStore,
    private readonly blobs: AccountBlobs,
    private readonly orders: SubjectOrders,
  ) {}

  /** A record, also one that was taken down. @throws {NotThere} */
  async find(did: Did, place: RecordPlace): Promise<ModeratedRecordDto> {
    const path = pathOf(place)
    const record = await this.repos.moderated(did, path)
    if (!record) throw new NotThere('record')
    const { cid, content, takedownRef } = record
    return {
      ...{ uri: uriOf(did, path), cid: cidBytesToString(cid), value: cborToJson(content) as object },
      ...(takedownRef !== undefined && { takedownRef }),
      blobs: await this.blobs.ofRecord(did, path),
    }
  }

  /** Takes a record down, or shows it again. @throws {NotThere | SubjectNotFound} */
  async judge(
    did: Did,
    place: RecordPlace,
    { applied, ref, reason }: { applied: boolean } & SanctionDto,
    { agent }: Administrator,
  ): Promise<void> {
    const subject = { $type: SUBJECT_TYPES.record, uri: uriOf(did, pathOf(place)) }
    const takedown = { applied, ...(ref !== undefined && { ref }) }
    await this.orders.carryOut({ subject, takedown }, agent, reason)
  }
}

/** What can be no place of a record is that of none. @throws {NotThere} */
function pathOf({ collection, rkey }: RecordPlace): string {
  if (!isNsid(collection) || !isRecordKey(rkey)) throw new NotThere('record')
  return `${collection}/${rkey}`
}

function uriOf(did: Did, path: string): string {
  return `at://${did}/${path}`
}
