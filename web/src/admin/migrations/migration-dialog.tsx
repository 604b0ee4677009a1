import { useQuery } from '@tanstack/react-query'
import { ApiProblem } from '../api/api-problem'
import { api, dataOf } from '../api/client'
import type { components } from '../api/generated/schema'
import { Fact, Facts } from '../controls/facts'
import { Loaded } from '../controls/loaded'
import { ModalDialog } from '../controls/modal-dialog'
import { Moment } from '../controls/moment'
import { Badge } from '../controls/state-badge'
import { useTexts } from '../texts/texts'

type MigrationDetails = components['schemas']['MigrationDetails']

const TONES = { done: 'success', underWay: 'warning', open: 'quiet', unknown: 'quiet' } as const
/** A move may go on while somebody looks. */
const REFRESHED_MS = 5_000
const NOT_FOUND = 'not_found'

interface MigrationDialogProps {
  /** DID of an account, or id of a move; absent: nothing is shown */
  readonly id: string | undefined
  readonly onClose: () => void
}

/** How far an account is that moves; its identity is asked about when it is opened. */
export function MigrationDialog({ id, onClose }: MigrationDialogProps) {
  const { t } = useTexts()
  return (
    <ModalDialog
      open={id !== undefined}
      onOpenChange={onClose}
      title={t('migrations.title')}
      lead={t('migrations.detailsLead')}
    >
      {id !== undefined && <Details id={id} />}
    </ModalDialog>
  )
}

function Details({ id }: { readonly id: string }) {
  const { t } = useTexts()
  const query = useQuery({
    queryKey: ['migrations', 'one', id],
    queryFn: () => find(id),
    refetchInterval: REFRESHED_MS,
  })
  return (
    <Loaded query={query}>
      {(found) => (found === null ? <p>{t('migrations.stays')}</p> : <Progress migration={found} />)}
    </Loaded>
  )
}

function Progress({ migration }: { readonly migration: MigrationDetails }) {
  const { t, language } = useTexts()
  const { direction, steps, progress, pds, deleteAfter, invitation } = migration
  const number = (value: number) => value.toLocaleString(language)
  return (
    <>
      <ol className="plain-list spaced" aria-label={t('migrations.steps')}>
        {steps.map(({ name, state }) => (
          <li key={name} className="part-head">
            {t(`migrations.step.${direction}.${name}`)}
            <Badge tone={TONES[state]}>{t(`migrations.state.${state}`)}</Badge>
          </li>
        ))}
      </ol>
      {invitation?.problem !== undefined && (
        <p className="muted" lang="en">
          {invitation.problem}
        </p>
      )}
      <Facts>
        {invitation && (
          <Fact name={t('moves.title')}>
            {t(
              invitation.waitsFor === undefined
                ? `moves.is.${invitation.state}`
                : `moves.waitsFor.${invitation.waitsFor}`,
            )}
          </Fact>
        )}
        {pds !== undefined && (
          <Fact name={t('migrations.pds')}>
            <code>{pds}</code>
          </Fact>
        )}
        <Fact name={t('migrations.records')}>{number(progress.records)}</Fact>
        <Fact name={t('migrations.blobs')}>
          {t('migrations.ofThem', {
            here: number(progress.blobsHere),
            all: number(progress.blobsExpected),
          })}
        </Fact>
        {deleteAfter !== undefined && (
          <Fact name={t('migrations.deleteAfter')}>
            <Moment at={deleteAfter} />
          </Fact>
        )}
      </Facts>
    </>
  )
}

/** How far it is; `null` for one that does not move, as is known once its identity was asked about. */
async function find(id: string): Promise<MigrationDetails | null> {
  try {
    return await dataOf(api.GET('/admin/v1/migrations/{id}', { params: { path: { id } } }))
  } catch (error) {
    if (error instanceof ApiProblem && error.code === NOT_FOUND) return null
    throw error
  }
}
