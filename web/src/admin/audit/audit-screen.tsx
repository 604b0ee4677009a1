import { useCallback, useState } from 'react'
import { useMay } from '../api/me'
import { DownloadButton } from '../controls/download-button'
import { EmptyState } from '../controls/empty-state'
import { ScreenHead } from '../controls/screen-head'
import { Facet } from '../list/facet'
import { filtersOf } from '../list/list-query'
import { List } from '../list/list-screen'
import { useScreenSearch } from '../list/search'
import { SearchField } from '../list/search-field'
import { useTexts } from '../texts/texts'
import { ChainCheck } from './chain-check'
import { EntryDialog } from './entry-dialog'
import { AUDIT_FILTERS, loadAudit } from './load-audit'
import { type AuditEntry, useAuditColumns } from './use-audit-columns'

/** What is looked for most often. */
const ACTIONS = [
  'account.lock',
  'account.unlock',
  'account.suspend',
  'account.takedown',
  'account.restore',
  'account.delete',
  'account.create',
  'account.email',
  'account.handle',
  'account.password',
  'invite.create',
  'invite.disable',
  'role.assign',
  'role.revoke',
  'token.create',
  'token.revoke',
  'session.open',
  'session.end',
  'accounts.view',
  'audit.export',
]

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
      <Facet
        label={t('audit.action')}
        value={search['action']}
        options={ACTIONS.map((action) => ({ value: action, name: action }))}
        onChange={(action) => change({ action })}
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
