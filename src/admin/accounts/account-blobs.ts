import { Injectable } from '@nestjs/common'
import { type CidBytes, cidBytesToString, cidStringToBytes, DataModelError } from '@guildhall/data'
import { SUBJECT_TYPES } from '@guildhall/lexicon'
import type { Did } from '@guildhall/syntax'
import { BlobTableStore, type ModeratedBlob } from '../../blob/index.js'
import { SubjectOrders } from '../../lifecycle/index.js'
import type { Administrator } from '../access/administrator.js'
import { InvalidCursor } from '../admin.errors.js'
import type { ListDto } from '../api/api.dto.js'
import { listAndCount, pageOf, sliceOf } from '../api/list-page.js'
import type { ListOptions, ListQuery } from '../api/list-query.js'
import type { ModeratedBlobDto } from './account-details.dto.js'
import type { SanctionDto } from './accounts.dto.js'

/** What may be asked of the list of blobs. */
export const BLOB_LIST: ListOptions = { sorts: ['cid'], filters: { takendown: ['true', 'false'] } }

/** Blobs that are shown of one record. */
const OF_RECORD_MAX = 100

/** Blobs of a member, one by one. */
@Injectable()
export class AccountBlobs {
  constructor(
    private readonly table: BlobTableStore,
    private readonly orders: SubjectOrders,
  ) {}

  /** The page that is asked for. @throws {InvalidCursor} */
  async list(did: Did, query: ListQuery): Promise<ListDto<ModeratedBlobDto>> {
    const { takendown } = query.filters
    const filter = { takendown: takendown === undefined ? undefined : takendown === 'true' }
    const { after, descending, limit } = sliceOf(query)
    const slice = { descending, limit, after: after && cidIn(after.id) }
    const { found, count } = await listAndCount(
      query,
      () => this.table.moderated(did, filter, slice),
      () => this.table.countModerated(did, filter),
    )
    const placeOf = ({ cid }: ModeratedBlob) => ({ value: '', id: cidBytesToString(cid) })
    return pageOf(query, { found, count, placeOf, show: (blob) => blobView(did, blob) })
  }

  /** Those that a record refers to. @param path `collection/rkey` */
  async ofRecord(did: Did, path: string): Promise<ModeratedBlobDto[]> {
    const slice = { descending: false, limit: OF_RECORD_MAX, after: undefined }
    return (await this.table.moderated(did, { usedBy: path }, slice)).map((blob) => blobView(did, blob))
  }

  /** Takes a blob down, or restores it. @throws {SubjectNotFound} */
  async judge(
    did: Did,
    cid: string,
    { applied, ref, reason }: { applied: boolean } & SanctionDto,
    by: Administrator,
  ): Promise<void> {
    const subject = { $type: SUBJECT_TYPES.blob, did, cid }
    const takedown = { applied, ...(ref !== undefined && { ref }) }
    await this.orders.carryOut({ subject, takedown }, by.agent, reason)
  }
}

function blobView(did: Did, blob: ModeratedBlob): ModeratedBlobDto {
  const { cid, mimeType, size, createdAt, takedownRef, usedBy } = blob
  return {
    ...{ cid: cidBytesToString(cid), mimeType, size, createdAt: createdAt.toISOString() },
    ...(takedownRef !== undefined && { takedownRef }),
    usedBy: usedBy.map((path) => `at://${did}/${path}`),
  }
}

function cidIn(text: string): CidBytes {
  try {
    return cidStringToBytes(text)
  } catch (error) {
    if (error instanceof DataModelError) throw new InvalidCursor()
    throw error
  }
}
