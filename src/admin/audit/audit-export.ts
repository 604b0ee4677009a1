import { Injectable } from '@nestjs/common'
import { Readable } from 'node:stream'
import { type AuditFilter, AuditStore } from '../../audit/index.js'
import { auditEntryView } from './audit-entry-view.js'

/** The audit for other programs. */
@Injectable()
export class AuditExport {
  constructor(private readonly store: AuditStore) {}

  /** The entries of a filter, the oldest first, one in a line (NDJSON), read as they are sent. */
  stream(filter: AuditFilter): Readable {
    return Readable.from(this.#lines(filter), { objectMode: false })
  }

  async *#lines(filter: AuditFilter): AsyncGenerator<string> {
    for await (const entries of this.store.batches(filter))
      yield entries.map((entry) => `${JSON.stringify(auditEntryView(entry))}\n`).join('')
  }
}
