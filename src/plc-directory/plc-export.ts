import { Injectable } from '@nestjs/common'
import { InvalidExportParameter } from './plc-directory.errors.js'
import { type ExportPosition, PlcOperationStore, type StoredPlcOperation } from './plc-operation.store.js'

const COUNT_MAX = 1_000

/** All operations of the directory, page by page, as lines of JSON. */
@Injectable()
export class PlcExport {
  constructor(private readonly store: PlcOperationStore) {}

  /**
   * A page of the export.
   * @param after where the page before ended: `createdAt` of its last line, or its `seq`; the lines look like that
   * @param count lines wanted; more than 1000 are never given
   * @throws {InvalidExportParameter}
   */
  async page(after: string | undefined, count: string | undefined): Promise<string> {
    const position = positionOf(after)
    const operations = await this.store.after(position, countOf(count))
    const line = 'seq' in position ? sequencedLine : auditEntry
    return operations.map((operation) => JSON.stringify(line(operation))).join('\n')
  }
}

/** An operation as `/log/audit` and the export show it. */
export function auditEntry({ did, operation, cid, nullified, createdAtMs }: StoredPlcOperation) {
  return { did, operation, cid, nullified, createdAt: new Date(createdAtMs).toISOString() }
}

/** Those who follow the numbers hear of a taken-back operation by the one that took it back. */
function sequencedLine({ seq, did, operation, cid, createdAtMs }: StoredPlcOperation) {
  return { seq, type: 'sequenced_op', did, operation, cid, createdAt: new Date(createdAtMs).toISOString() }
}

function positionOf(after: string | undefined): ExportPosition {
  if (after === undefined || after === '') return { createdAtMs: 0 }
  if (/^\d{1,15}$/.test(after)) return { seq: Number(after) }
  const createdAtMs = /^\d{4}-\d{2}-\d{2}/.test(after) ? Date.parse(after) : NaN
  if (Number.isNaN(createdAtMs)) throw new InvalidExportParameter('after')
  return { createdAtMs }
}

function countOf(count: string | undefined): number {
  if (count === undefined || count === '') return COUNT_MAX
  if (!/^[1-9]\d{0,8}$/.test(count)) throw new InvalidExportParameter('count')
  return Math.min(Number(count), COUNT_MAX)
}
