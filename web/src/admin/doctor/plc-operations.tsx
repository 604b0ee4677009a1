import { useMemo, useState } from 'react'
import { api, dataOf } from '../api/client'
import type { components } from '../api/generated/schema'
import { useMay } from '../api/me'
import { ConfirmDialog } from '../controls/confirm-dialog'
import { EmptyState } from '../controls/empty-state'
import { LinkToAccount } from '../controls/link-to-account'
import { Moment } from '../controls/moment'
import { Badge } from '../controls/state-badge'
import type { Column } from '../list/data-table'
import { Facet } from '../list/facet'
import { filtersOf, pageOf } from '../list/list-query'
import { List } from '../list/list-screen'
import { type Search, useScreenSearch } from '../list/search'
import { useTexts } from '../texts/texts'

type PlcOperation = components['schemas']['PlcOperation']

const STATES = ['pending', 'failed', 'refused', 'published'] as const
const TONES = { pending: 'quiet', failed: 'error', refused: 'error', published: 'success' } as const
const REFRESHED_MS = 15_000

/** Operations on identities: what is under way in the PLC directory, and what it has not taken. */
export function PlcOperations() {
  const { t } = useTexts()
  const may = useMay()
  const { search, change } = useScreenSearch()
  const [isRetrying, setRetrying] = useState(false)
  const columns = useColumns()
  const load = (asked: Search) => {
    const query = { ...pageOf(asked), ...filtersOf(asked, ['state']) }
    return dataOf(api.GET('/admin/v1/plc/operations', { params: { query } }))
  }
  return (
    <section className="part" aria-labelledby="plc-operations">
      <div className="part-head">
        <h2 id="plc-operations">{t('plc.title')}</h2>
        {may('jobs.manage') && (
          <button type="button" className="button" onClick={() => setRetrying(true)}>
            {t('plc.retry')}
          </button>
        )}
      </div>
      <p className="muted">{t('plc.lead')}</p>
      <List
        queryKey={['plc']}
        caption={t('plc.title')}
        columns={columns}
        idOf={({ did, id }) => `${did} ${id}`}
        load={load}
        refreshedMs={REFRESHED_MS}
        filters={
          <Facet
            label={t('plc.state')}
            value={search['state']}
            options={STATES.map((state) => ({ value: state, name: t(`plc.is.${state}`) }))}
            onChange={(state) => change({ state })}
          />
        }
        empty={(isNarrowed) => (
          <EmptyState
            icon="check"
            title={t(isNarrowed ? 'list.noMatch' : 'plc.none')}
            lead={t(isNarrowed ? 'list.noMatchLead' : 'plc.noneLead')}
          />
        )}
      />
      <ConfirmDialog
        open={isRetrying}
        onClose={() => setRetrying(false)}
        title={t('plc.retry')}
        lead={t('plc.retryLead')}
        action={t('plc.retry')}
        act={(_form, headers) => dataOf<unknown>(api.POST('/admin/v1/plc/operations/retry', { headers }))}
        done={t('plc.retried')}
      />
    </section>
  )
}

/** What the directory said, in its own words. */
function Refusal({ refusal }: { readonly refusal: PlcOperation['refusal'] }) {
  if (!refusal) return <span className="muted">–</span>
  return (
    <span className="joined">
      {refusal.status !== undefined && <code>{refusal.status}</code>}
      <span lang="en">{refusal.message}</span>
    </span>
  )
}

function useColumns(): readonly Column<PlcOperation>[] {
  const { t } = useTexts()
  return useMemo(
    () => [
      { id: 'kind', name: t('plc.what'), cell: ({ kind }) => <strong>{t(`plc.kind.${kind}`)}</strong> },
      {
        id: 'state',
        name: t('plc.state'),
        cell: ({ state, isOverruled }) => (
          <Badge tone={isOverruled ? 'warning' : TONES[state]}>
            {t(isOverruled ? 'plc.overruled' : `plc.is.${state}`)}
          </Badge>
        ),
      },
      // What is being made is no account yet.
      {
        id: 'did',
        name: t('plc.whose'),
        cell: ({ did, kind, state, handle }) =>
          kind === 'create' && state !== 'published' ? (
            <span>{handle ?? <code>{did}</code>}</span>
          ) : (
            <LinkToAccount did={did} />
          ),
      },
      { id: 'handle', name: t('accounts.handle'), cell: ({ handle }) => handle },
      { id: 'refusal', name: t('plc.refusal'), cell: ({ refusal }) => <Refusal refusal={refusal} /> },
      { id: 'at', name: t('audit.at'), cell: ({ at }) => <Moment at={at} /> },
    ],
    [t],
  )
}
