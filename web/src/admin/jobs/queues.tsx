import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { api, dataOf } from '../api/client'
import type { components } from '../api/generated/schema'
import { useMay } from '../api/me'
import { ConfirmDialog } from '../controls/confirm-dialog'
import { EmptyState } from '../controls/empty-state'
import { secondsText } from '../controls/lengths'
import { Loaded } from '../controls/loaded'
import { Moment } from '../controls/moment'
import { Choice } from '../list/choice'
import { type Column, DataTable } from '../list/data-table'
import { useScreenSearch } from '../list/search'
import { useTexts } from '../texts/texts'

type Job = components['schemas']['Job']
type Queue = components['schemas']['Queue']
type State = Job['state']

/** What somebody is about to do to a job. */
interface Deed {
  readonly name: 'cancel' | 'retry'
  readonly job: Job
}

const STATES: readonly State[] = ['failed', 'active', 'waiting', 'delayed']
const REFRESHED_MS = 5_000
const MS_PER_S = 1_000

/** What the server does by itself: what waits, what is under way, what has failed. */
export default function QueuesPart() {
  const { t } = useTexts()
  const query = useQuery({
    queryKey: ['queues'],
    queryFn: () => dataOf(api.GET('/admin/v1/queues')),
    refetchInterval: REFRESHED_MS,
  })
  return (
    <Loaded query={query}>
      {({ data }) =>
        data.length === 0 ? (
          <EmptyState icon="jobs" title={t('jobs.noQueues')} lead={t('jobs.noneLead')} />
        ) : (
          <Queues queues={data} />
        )
      }
    </Loaded>
  )
}

function Queues({ queues }: { readonly queues: readonly Queue[] }) {
  const { t, nameOf, language } = useTexts()
  const { search, change } = useScreenSearch()
  const queue = queues.find(({ name }) => name === search['queue']) ?? queues[0]!
  const state = STATES.find((each) => each === search['state']) ?? STATES[0]!
  return (
    <>
      <div className="toolbar">
        <Choice
          label={t('jobs.queue')}
          value={queue.name}
          options={queues.map(({ name: value, counts }) => {
            const name = nameOf('jobs.queues', value)
            return {
              value,
              name: counts.failed > 0 ? t('jobs.queueFailed', { name, count: counts.failed }) : name,
            }
          })}
          onChange={(name) => change({ queue: name })}
        />
        <Choice
          label={t('accounts.state')}
          value={state}
          options={STATES.map((each) => ({
            value: each,
            name: t('jobs.stateCount', { state: t(`jobs.${each}`), shown: queue.counts[each] }),
          }))}
          onChange={(next) => change({ state: next })}
        />
        {queue.oldestAgeMs > 0 && (
          <span className="muted">
            {t('jobs.oldest', { age: secondsText(queue.oldestAgeMs / MS_PER_S, language) })}
          </span>
        )}
      </div>
      <Jobs queue={queue.name} state={state} />
    </>
  )
}

function Jobs({ queue, state }: { readonly queue: string; readonly state: State }) {
  const { t } = useTexts()
  const may = useMay()
  const [deed, setDeed] = useState<Deed>()
  const columns = useColumns(may('jobs.manage') ? setDeed : undefined)
  const query = useQuery({
    queryKey: ['queues', queue, state],
    queryFn: () =>
      dataOf(api.GET('/admin/v1/queues/{queue}/jobs', { params: { path: { queue }, query: { state } } })),
    refetchInterval: REFRESHED_MS,
  })
  return (
    <Loaded query={query}>
      {({ data }) => (
        <>
          {data.length === 0 ? (
            <EmptyState icon="jobs" title={t(`jobs.none.${state}`)} lead={t('jobs.noneLead')} />
          ) : (
            <DataTable caption={t('place.jobs')} columns={columns} rows={data} idOf={({ id }) => id} />
          )}
          <JobDialog deed={deed} onClose={() => setDeed(undefined)} />
        </>
      )}
    </Loaded>
  )
}

function JobDialog({ deed, onClose }: { readonly deed: Deed | undefined; readonly onClose: () => void }) {
  const { t } = useTexts()
  const name = deed?.name ?? 'retry'
  const path = { queue: deed?.job.queue ?? '', id: deed?.job.id ?? '' }
  return (
    <ConfirmDialog
      open={deed !== undefined}
      onClose={onClose}
      title={t(`jobs.${name}`)}
      lead={t(`jobs.${name}Lead`, { name: deed?.job.name })}
      action={t(`jobs.${name}`)}
      isGrave={name === 'cancel'}
      act={(_form, headers) =>
        name === 'cancel'
          ? dataOf<unknown>(
              api.POST('/admin/v1/queues/{queue}/jobs/{id}/cancel', { params: { path }, headers }),
            )
          : dataOf<unknown>(
              api.POST('/admin/v1/queues/{queue}/jobs/{id}/retry', { params: { path }, headers }),
            )
      }
      done={t(`jobs.${name}Done`)}
    />
  )
}

function useColumns(onDeed: ((deed: Deed) => void) | undefined): readonly Column<Job>[] {
  const { t } = useTexts()
  return useMemo(
    () => [
      {
        id: 'name',
        name: t('jobs.name'),
        cell: ({ name, id }) => (
          <span className="joined">
            <strong>{name}</strong>
            <code>{id}</code>
          </span>
        ),
      },
      { id: 'attempts', name: t('jobs.attempts'), atEnd: true, cell: ({ attempts }) => attempts },
      { id: 'createdAt', name: t('jobs.created'), cell: ({ createdAt }) => <Moment at={createdAt} /> },
      {
        id: 'failure',
        name: t('jobs.failure'),
        cell: ({ failure }) => failure && <span className="clipped">{failure}</span>,
      },
      { id: 'payload', name: t('jobs.payload'), cell: (job) => <Payload job={job} /> },
      {
        id: 'actions',
        name: t('list.actions'),
        cell: (job) => {
          const name = job.state === 'failed' ? 'retry' : 'cancel'
          if (!onDeed || job.state === 'active') return undefined
          return (
            <button
              type="button"
              className="link-button"
              aria-label={`${t(`jobs.${name}`)}: ${job.name} ${job.id}`}
              onClick={() => onDeed({ name, job })}
            >
              {t(`jobs.${name}`)}
            </button>
          )
        },
      },
    ],
    [t, onDeed],
  )
}

/** What a job was given; secrets and what is long are left out by the server. */
function Payload({ job: { name, id, payload } }: { readonly job: Job }) {
  const { t } = useTexts()
  if (Object.keys(payload).length === 0) return undefined
  return (
    <details className="uses">
      <summary>
        {t('jobs.show')}
        <span className="hidden-text">
          : {name} {id}
        </span>
      </summary>
      <pre className="json" tabIndex={0}>
        {JSON.stringify(payload, undefined, 2)}
      </pre>
    </details>
  )
}
