import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api, dataOf } from '../api/client'
import type { components } from '../api/generated/schema'
import { secondsText } from '../controls/lengths'
import { Loaded } from '../controls/loaded'
import { Moment } from '../controls/moment'
import { Badge } from '../controls/state-badge'
import { type Column, DataTable } from '../list/data-table'
import { useTexts } from '../texts/texts'

type Task = components['schemas']['HousekeepingTask']

const REFRESHED_MS = 15_000
const MS_PER_S = 1_000

/** What the server does every so often, and how it went the last time; what failed comes first. */
export default function HousekeepingPart() {
  const { t } = useTexts()
  const columns = useColumns()
  const query = useQuery({
    queryKey: ['housekeeping'],
    queryFn: () => dataOf(api.GET('/admin/v1/housekeeping')),
    refetchInterval: REFRESHED_MS,
  })
  return (
    <Loaded query={query}>
      {({ data }) => (
        <DataTable
          caption={t('jobs.tab.housekeeping')}
          columns={columns}
          rows={[...data.filter(hasFailed), ...data.filter((task) => !hasFailed(task))]}
          idOf={({ name }) => name}
        />
      )}
    </Loaded>
  )
}

function hasFailed({ lastRun }: Task): boolean {
  return lastRun?.succeeded === false
}

function useColumns(): readonly Column<Task>[] {
  const { t, nameOf, language } = useTexts()
  return useMemo(
    () => [
      { id: 'name', name: t('jobs.task'), cell: ({ name }) => <strong>{nameOf('jobs.tasks', name)}</strong> },
      {
        id: 'every',
        name: t('jobs.every'),
        cell: ({ everyMs }) => secondsText(everyMs / MS_PER_S, language),
      },
      {
        id: 'outcome',
        name: t('jobs.outcome'),
        cell: ({ lastRun }) =>
          lastRun ? (
            <Badge tone={lastRun.succeeded ? 'success' : 'error'}>
              {t(lastRun.succeeded ? 'backups.succeeded' : 'backups.failed')}
            </Badge>
          ) : (
            <span className="muted">{t('jobs.notYet')}</span>
          ),
      },
      {
        id: 'last',
        name: t('jobs.lastRun'),
        cell: ({ lastRun }) => lastRun && <Moment at={lastRun.startedAt} />,
      },
      {
        id: 'took',
        name: t('jobs.took'),
        atEnd: true,
        cell: ({ lastRun }) =>
          lastRun &&
          secondsText((Date.parse(lastRun.endedAt) - Date.parse(lastRun.startedAt)) / MS_PER_S, language),
      },
      {
        id: 'failure',
        name: t('jobs.failure'),
        cell: ({ lastRun }) => lastRun?.failure && <span className="clipped">{lastRun.failure}</span>,
      },
    ],
    [t, nameOf, language],
  )
}
