import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { api, dataOf } from '../api/client'
import type { components } from '../api/generated/schema'
import { useMay } from '../api/me'
import { bytesText } from '../controls/amounts'
import { ConfirmDialog } from '../controls/confirm-dialog'
import { EmptyState } from '../controls/empty-state'
import { Icon } from '../controls/icon'
import { Loaded } from '../controls/loaded'
import { ScreenHead } from '../controls/screen-head'
import { Badge } from '../controls/state-badge'
import { type Column, DataTable } from '../list/data-table'
import { useTexts } from '../texts/texts'
import { BackupFacts } from './backup-facts'

type Backups = components['schemas']['Backups']
type Backup = Backups['data'][number]

/** What somebody may have done with backups. */
type Deed = 'make' | 'verify'

/** Backups: the last good one, the last drill, and all that there are. */
export function BackupsScreen() {
  const { t } = useTexts()
  const may = useMay()
  const [deed, setDeed] = useState<Deed>()
  const query = useQuery({ queryKey: ['backups'], queryFn: () => dataOf(api.GET('/admin/v1/backups')) })
  const canAct = may('backups.manage') && query.data?.configured === true
  return (
    <section className="screen">
      <ScreenHead title={t('place.backups')} lead={t('backups.lead')}>
        {canAct && (
          <>
            <button type="button" className="button" onClick={() => setDeed('verify')}>
              {t('backups.verify')}
            </button>
            <button type="button" className="button primary" onClick={() => setDeed('make')}>
              {t('backups.make')}
            </button>
          </>
        )}
      </ScreenHead>
      <Loaded query={query}>{(backups) => <Kept backups={backups} />}</Loaded>
      <DeedDialog deed={deed} onClose={() => setDeed(undefined)} />
    </section>
  )
}

function Kept({ backups }: { readonly backups: Backups }) {
  const { t } = useTexts()
  const columns = useColumns()
  if (!backups.configured) {
    return <EmptyState icon="disk" title={t('backups.unset')} lead={t('backups.unsetLead')} />
  }
  return (
    <>
      {backups.problem !== undefined && (
        <p className="panel error" role="alert">
          <Icon name="warning" />
          {backups.problem}
        </p>
      )}
      <BackupFacts backups={backups} />
      {backups.data.length === 0 ? (
        <EmptyState icon="disk" title={t('backups.none')} lead={t('backups.noneLead')} />
      ) : (
        <DataTable caption={t('place.backups')} columns={columns} rows={backups.data} idOf={({ id }) => id} />
      )}
    </>
  )
}

function useColumns(): readonly Column<Backup>[] {
  const { t, language } = useTexts()
  return useMemo(
    () => [
      { id: 'id', name: t('backups.backup'), cell: ({ id }) => <code>{id}</code> },
      {
        id: 'state',
        name: t('accounts.state'),
        cell: ({ complete }) => (
          <Badge tone={complete ? 'success' : 'warning'}>
            {t(complete ? 'backups.complete' : 'backups.incomplete')}
          </Badge>
        ),
      },
      { id: 'size', name: t('backups.size'), atEnd: true, cell: ({ bytes }) => bytesText(bytes, language) },
    ],
    [t, language],
  )
}

/** Asks before a backup is made or tried; then one sees how far it is. */
function DeedDialog({ deed, onClose }: { readonly deed: Deed | undefined; readonly onClose: () => void }) {
  const { t } = useTexts()
  const navigate = useNavigate()
  const name = deed ?? 'make'
  return (
    <ConfirmDialog
      open={deed !== undefined}
      onClose={onClose}
      title={t(`backups.${name}`)}
      lead={t(`backups.${name}Lead`)}
      action={t(`backups.${name}`)}
      act={async (_form, headers) => {
        const { id } = await (name === 'make'
          ? dataOf(api.POST('/admin/v1/backups', { headers }))
          : dataOf(api.POST('/admin/v1/backups/verify', { headers })))
        void navigate({ to: '/jobs/$id', params: { id }, search: {} })
      }}
      done={t('bulk.runDone')}
    />
  )
}
