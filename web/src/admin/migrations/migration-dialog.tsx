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
const NOT_FOUND = 'not_found'

interface MigrationDialogProps {
  /** which account; absent: nothing is shown */
  readonly did: string | undefined
  readonly onClose: () => void
}

/** How far an account is that moves; its identity is asked about when it is opened. */
export function MigrationDialog({ did, onClose }: MigrationDialogProps) {
  const { t } = useTexts()
  return (
    <ModalDialog
      open={did !== undefined}
      onOpenChange={onClose}
      title={t('migrations.title')}
      lead={t('migrations.detailsLead')}
    >
      {did !== undefined && <Details did={did} />}
    </ModalDialog>
  )
}

function Details({ did }: { readonly did: string }) {
  const { t } = useTexts()
  const query = useQuery({
    queryKey: ['migrations', 'one', did],
    queryFn: () => find(did),
  })
  return (
    <Loaded query={query}>
      {(found) => (found === null ? <p>{t('migrations.stays')}</p> : <Progress migration={found} />)}
    </Loaded>
  )
}

function Progress({ migration }: { readonly migration: MigrationDetails }) {
  const { t, language } = useTexts()
  const { direction, steps, progress, pds, deleteAfter } = migration
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
      <Facts>
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
async function find(did: string): Promise<MigrationDetails | null> {
  try {
    return await dataOf(api.GET('/admin/v1/migrations/{id}', { params: { path: { id: did } } }))
  } catch (error) {
    if (error instanceof ApiProblem && error.code === NOT_FOUND) return null
    throw error
  }
}
