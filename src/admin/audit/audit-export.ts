import { Injectable } from '@nestjs/common'
import { Readable } from 'node:stream'
import { type AuditFilter, AuditStore } from '../../audit/index.js'
import { auditEntryView } from './audit-entry-view.js'

/** Entries read at a time. */
const BATCH = 500

/** The audit for other programs. */
@Injectable()
export class AuditExport {
  constructor(private readonly store: AuditStore) {}

  /** The entries of a filter, the oldest first, one in a line (NDJSON), read as they are sent. */
  stream(filter: AuditFilter): Readable {
    return Readable.from(this.#lines(filter), { objectMode: false })
  }

  async *#lines(filter: AuditFilter): AsyncGenerator<string> {
    let seq: number | undefined = 0
    while (seq !== undefined) {
      const entries = await this.store.list(filter, { seq, ascending: true }, BATCH)
      if (entries.length > 0)
        yield entries.map((entry) => `${JSON.stringify(auditEntryView(entry))}\n`).join('')
      seq = entries.length === BATCH ? entries.at(-1)!.seq : undefined
    }
  }
}
