import { useCallback, useState } from 'react'
import { useMay } from '../api/me'
import { DownloadButton } from '../controls/download-button'
import { EmptyState } from '../controls/empty-state'
import { ScreenHead } from '../controls/screen-head'
import { filtersOf } from '../list/list-query'
import { List } from '../list/list-screen'
import { useScreenSearch } from '../list/search'
import { useTexts } from '../texts/texts'
import { AuditFilters } from './audit-filters'
import { ChainCheck } from './chain-check'
import { EntryDialog } from './entry-dialog'
import { AUDIT_FILTERS, loadAudit } from './load-audit'
import { type AuditEntry, useAuditColumns } from './use-audit-columns'

const seqOf = ({ seq }: AuditEntry) => String(seq)

/** What administrators did, and who saw what. */
export function AuditScreen() {
  const { t } = useTexts()
  const may = useMay()
  const { search } = useScreenSearch()
  const [open, setOpen] = useState<AuditEntry>()
  const columns = useAuditColumns(useCallback((entry: AuditEntry) => setOpen(entry), []))
  return (
    <section className="screen">
      <ScreenHead title={t('place.audit')} lead={t('audit.lead')}>
        <ChainCheck />
        {may('audit.export') && (
          <DownloadButton
            label={t('audit.export')}
            path={`/admin/v1/audit/export?${new URLSearchParams(filtersOf(search, AUDIT_FILTERS)).toString()}`}
            file="audit.ndjson"
            isGuarded
          />
        )}
      </ScreenHead>
      <List
        queryKey={['audit']}
        caption={t('place.audit')}
        columns={columns}
        idOf={seqOf}
        hasPlainCells
        load={loadAudit}
        views={[
          { name: t('views.all'), search: {} },
          { name: t('audit.deniedOnly'), search: { outcome: 'denied' } },
          { name: t('audit.looks'), search: { action: 'accounts.view' } },
        ]}
        filters={<AuditFilters />}
        empty={(isNarrowed) => (
          <EmptyState
            icon="scroll"
            title={t(isNarrowed ? 'list.noMatch' : 'audit.none')}
            lead={t(isNarrowed ? 'list.noMatchLead' : 'audit.noneLead')}
          />
        )}
      />
      <EntryDialog entry={open} onClose={() => setOpen(undefined)} />
    </section>
  )
}
