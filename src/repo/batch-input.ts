import { com, type InputOf, type OutputOf } from '@guildhall/lexicon'
import type { LexMap } from '@guildhall/data'
import { InvalidWrite } from './repo.errors.js'
import { checkPlace } from './record-validator.js'
import type { BatchWrite, WrittenRecord } from './repo-writer.js'
import type { ValidatedRecord } from './validated-record.js'

type BatchInput = InputOf<typeof com.atproto.repo.applyWrites>
type BatchResult = NonNullable<OutputOf<typeof com.atproto.repo.applyWrites>['results']>[number]

/** One write of `applyWrites`, after its `$type` was understood. */
export interface BatchItem {
  action: 'create' | 'update' | 'delete'
  collection: string
  rkey: string | undefined
  /** absent for a delete */
  value: LexMap | undefined
}

const NSID = com.atproto.repo.applyWrites.nsid
const ACTIONS = new Map<string, BatchItem['action']>([
  [`${NSID}#create`, 'create'],
  [`${NSID}#update`, 'update'],
  [`${NSID}#delete`, 'delete'],
])

/**
 * The writes of a batch.
 * @throws InvalidWrite for a write of another type
 */
export function batchItems(input: BatchInput): BatchItem[] {
  return input.writes.map((write, i) => {
    const { $type, collection, rkey, value } = write as unknown as LexMap & {
      collection: string
      rkey?: string
    }
    const action = ACTIONS.get(String($type))
    if (!action) throw new InvalidWrite(`Action not supported: ${String($type)} at writes[${i}]`)
    if (action !== 'create' && rkey === undefined) throw new InvalidWrite(`rkey is required at writes[${i}]`)
    checkPlace(collection, rkey)
    return { action, collection, rkey, value: value as LexMap | undefined }
  })
}

/** A write for the writer; `record` is what the validator made of its value. */
export function batchWrite(item: BatchItem, record: ValidatedRecord | undefined): BatchWrite {
  if (item.action === 'delete') return { action: 'delete', collection: item.collection, rkey: item.rkey! }
  return { action: item.action, record: record! }
}

/** What `applyWrites` answers for one write. */
export function batchResult(item: BatchItem, result: WrittenRecord | undefined): BatchResult {
  const $type = `${NSID}#${item.action}Result` as BatchResult['$type']
  if (!result) return { $type } as BatchResult
  const { uri, cid, validationStatus } = result
  return { $type, uri, cid, ...(validationStatus && { validationStatus }) } as BatchResult
}
