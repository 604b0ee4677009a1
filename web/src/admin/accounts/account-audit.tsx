import { useCallback, useState } from 'react'
import { EntryDialog } from '../audit/entry-dialog'
import { loadAudit } from '../audit/load-audit'
import { type AuditEntry, useAuditColumns } from '../audit/use-audit-columns'
import { EmptyState } from '../controls/empty-state'
import { List } from '../list/list-screen'
import { useTexts } from '../texts/texts'
import type { Account } from './verbs'

const HIDDEN = ['target', 'seq']

/** What administrators did to an account, and who looked at it. */
export default function AccountAudit({ account: { did } }: { readonly account: Account }) {
  const { t } = useTexts()
  const [open, setOpen] = useState<AuditEntry>()
  const columns = useAuditColumns(useCallback((entry: AuditEntry) => setOpen(entry), []))
  return (
    <>
      <List
        queryKey={['audit', did]}
        caption={t('place.audit')}
        columns={columns}
        idOf={({ seq }) => String(seq)}
        load={(search) => loadAudit({ ...search, target: did })}
        hiddenDefault={HIDDEN}
        empty={() => (
          <EmptyState icon="scroll" title={t('account.noAudit')} lead={t('account.noAuditLead')} />
        )}
      />
      <EntryDialog entry={open} onClose={() => setOpen(undefined)} />
    </>
  )
}
