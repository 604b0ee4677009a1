import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { type AuditEntry, type AuditFilter, AuditStore } from '../../audit/index.js'
import { auditEntryView } from '../audit/audit-entry-view.js'
import type { Archive, ArchiveFile, ArchivePartName } from './archive.js'
import { ArchiveSource } from './archive-source.js'
import { ArchiveSpool, jsonLines } from './archive-spool.js'

/** What administrators did to the member, and what the member did as one. */
@Injectable()
export class AuditSource extends ArchiveSource {
  override readonly parts = ['audit'] as const

  constructor(
    private readonly audit: AuditStore,
    private readonly spool: ArchiveSpool,
  ) {
    super()
  }

  override async *files(_part: ArchivePartName, of: Archive): AsyncGenerator<ArchiveFile> {
    yield await this.spool.file('audit.jsonl', jsonLines(this.#about(of)))
    yield await this.spool.file('audit-of-own-acts.jsonl', jsonLines(this.#entries({ actor: of.did }, of)))
  }

  #about(of: Archive): AsyncGenerator<object> {
    return this.#entries({ target: of.did }, of)
  }

  async *#entries(filter: AuditFilter, { kind, did }: Archive): AsyncGenerator<object> {
    for await (const entries of this.audit.batches(filter)) {
      for (const entry of entries) {
        // Members are not told that they are held.
        if (kind === 'export' && isOfHold(entry) && entry.target?.id === did) continue
        const view = auditEntryView(entry)
        // A member need not know from where somebody else has acted.
        yield kind === 'export' ? withoutPlace(view, did) : view
      }
    }
  }
}

/** Whether an entry tells of a hold: of the hold itself, of its archives, or that one of both was wanted. */
function isOfHold({ action }: AuditEntry): boolean {
  return /^holds?\./.test(action) || action === 'account.archive'
}

function withoutPlace(view: ReturnType<typeof auditEntryView>, did: Did): object {
  if (view.actor.id === did) return view
  const { type, role } = view.actor
  return { ...view, actor: { type, role } }
}
