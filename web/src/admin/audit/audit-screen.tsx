import { useCallback, useState } from 'react'
import { EmptyState } from '../controls/empty-state'
import { ScreenHead } from '../controls/screen-head'
import { Facet } from '../list/facet'
import { List } from '../list/list-screen'
import { useScreenSearch } from '../list/search'
import { SearchField } from '../list/search-field'
import { useTexts } from '../texts/texts'
import { EntryDialog } from './entry-dialog'
import { loadAudit } from './load-audit'
import { type AuditEntry, useAuditColumns } from './use-audit-columns'

/** What administrators did, and who saw what. */
export function AuditScreen() {
  const { t } = useTexts()
  const [open, setOpen] = useState<AuditEntry>()
  const columns = useAuditColumns(useCallback((entry: AuditEntry) => setOpen(entry), []))
  return (
    <section className="screen">
      <ScreenHead title={t('place.audit')} lead={t('audit.lead')} />
      <List
        queryKey={['audit']}
        caption={t('place.audit')}
        columns={columns}
        idOf={({ seq }) => String(seq)}
        load={loadAudit}
        filters={<Filters />}
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

function Filters() {
  const { t } = useTexts()
  const { search, change } = useScreenSearch()
  return (
    <>
      <SearchField
        label={t('audit.searchAction')}
        value={search['action'] ?? ''}
        onChange={(action) => change({ action: action || undefined })}
      />
      <SearchField
        label={t('audit.searchTarget')}
        value={search['target'] ?? ''}
        onChange={(target) => change({ target: target || undefined })}
      />
      <Facet
        label={t('audit.outcome')}
        value={search['outcome']}
        options={[
          { value: 'done', name: t('audit.done') },
          { value: 'denied', name: t('audit.denied') },
        ]}
        onChange={(outcome) => change({ outcome })}
      />
    </>
  )
}
