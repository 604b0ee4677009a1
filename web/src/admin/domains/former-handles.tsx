import { useMemo, useState } from 'react'
import { api, dataOf } from '../api/client'
import type { components } from '../api/generated/schema'
import { useMay } from '../api/me'
import { Breakable } from '../controls/breakable'
import { ConfirmDialog } from '../controls/confirm-dialog'
import { EmptyState } from '../controls/empty-state'
import { LinkToAccount } from '../controls/link-to-account'
import { Moment } from '../controls/moment'
import { RowAction } from '../controls/row-action'
import type { Column } from '../list/data-table'
import { pageOf } from '../list/list-query'
import { List } from '../list/list-screen'
import type { Search } from '../list/search'
import { useTexts } from '../texts/texts'

type FormerHandle = components['schemas']['FormerHandle']

function loadFormerHandles(search: Search) {
  return dataOf(api.GET('/admin/v1/handles/former', { params: { query: pageOf(search) } }))
}

/** Handles that are kept for whoever has given them up, and how others get one before its time. */
export function FormerHandles() {
  const { t } = useTexts()
  const may = useMay()
  const [released, setReleased] = useState<FormerHandle>()
  const columns = useColumns(may('handles.override') ? setReleased : undefined)
  const handle = released?.handle ?? ''
  return (
    <section className="part">
      <h2>{t('formerHandles.title')}</h2>
      <p className="muted">{t('formerHandles.lead')}</p>
      <List
        queryKey={['domains', 'former']}
        caption={t('formerHandles.title')}
        columns={columns}
        idOf={(one) => one.handle}
        load={loadFormerHandles}
        empty={() => (
          <EmptyState icon="globe" title={t('formerHandles.none')} lead={t('formerHandles.noneLead')} />
        )}
      />
      <ConfirmDialog
        open={released !== undefined}
        onClose={() => setReleased(undefined)}
        title={t('formerHandles.releaseName', { handle })}
        lead={t('formerHandles.releaseLead')}
        action={t('formerHandles.release')}
        isGrave
        act={(_form, headers) =>
          dataOf<unknown>(
            api.DELETE('/admin/v1/handles/former/{handle}', { params: { path: { handle } }, headers }),
          )
        }
        done={t('formerHandles.releaseDone', { handle })}
      />
    </section>
  )
}

function useColumns(onRelease: ((one: FormerHandle) => void) | undefined): readonly Column<FormerHandle>[] {
  const { t } = useTexts()
  return useMemo(
    () => [
      {
        id: 'handle',
        name: t('accounts.handle'),
        cell: ({ handle }) => (
          <strong>
            <Breakable name={handle} />
          </strong>
        ),
      },
      { id: 'did', name: t('formerHandles.who'), cell: ({ did }) => <LinkToAccount did={did} /> },
      {
        id: 'givenUpAt',
        name: t('formerHandles.givenUp'),
        cell: ({ givenUpAt }) => <Moment at={givenUpAt} />,
      },
      { id: 'keptUntil', name: t('formerHandles.free'), cell: ({ keptUntil }) => <Moment at={keptUntil} /> },
      ...(onRelease
        ? [
            {
              id: 'actions',
              name: t('list.actions'),
              cell: (one: FormerHandle) => (
                <RowAction name={t('formerHandles.release')} of={one.handle} onClick={() => onRelease(one)} />
              ),
            },
          ]
        : []),
    ],
    [t, onRelease],
  )
}
