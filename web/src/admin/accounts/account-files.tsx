import { useMemo, useState } from 'react'
import { api, dataOf } from '../api/client'
import type { components } from '../api/generated/schema'
import { useMay } from '../api/me'
import { bytesText } from '../controls/amounts'
import { ConfirmDialog } from '../controls/confirm-dialog'
import { EmptyState } from '../controls/empty-state'
import { Moment } from '../controls/moment'
import { RowAction } from '../controls/row-action'
import { Badge } from '../controls/state-badge'
import { ReasonField } from '../controls/reason-field'
import { TextField } from '../controls/text-field'
import type { Column } from '../list/data-table'
import { Facet } from '../list/facet'
import { filtersOf, pageOf } from '../list/list-query'
import { List } from '../list/list-screen'
import { type Search, useScreenSearch } from '../list/search'
import { useTexts } from '../texts/texts'
import { FileSample } from './file-sample'
import type { Account } from './verbs'

type Blob = components['schemas']['ModeratedBlob']

/** Files of an account, one by one, and how one is taken down. */
export default function AccountFiles({ account: { did } }: { readonly account: Account }) {
  const { t } = useTexts()
  const may = useMay()
  const { search, change } = useScreenSearch()
  const [judged, setJudged] = useState<Blob>()
  const columns = useColumns(did, may('accounts.takedown') ? setJudged : undefined)
  const load = (asked: Search) => {
    const query = { ...pageOf(asked), ...filtersOf(asked, ['takendown']) }
    return dataOf(api.GET('/admin/v1/accounts/{did}/blob-list', { params: { path: { did }, query } }))
  }
  return (
    <>
      <List
        queryKey={['account', did, 'blob-list']}
        caption={t('account.tab.files')}
        columns={columns}
        idOf={({ cid }) => cid}
        load={load}
        filters={
          <Facet
            label={t('accounts.state')}
            value={search['takendown']}
            options={[
              { value: 'false', name: t('files.served') },
              { value: 'true', name: t('files.takendown') },
            ]}
            onChange={(takendown) => change({ takendown })}
          />
        }
        empty={(isNarrowed) => (
          <EmptyState
            icon="file"
            title={t(isNarrowed ? 'list.noMatch' : 'files.none')}
            lead={t(isNarrowed ? 'list.noMatchLead' : 'files.noneLead')}
          />
        )}
      />
      <JudgementDialog did={did} blob={judged} onClose={() => setJudged(undefined)} />
    </>
  )
}

interface JudgementDialogProps {
  readonly did: string
  readonly blob: Blob | undefined
  readonly onClose: () => void
}

/** Takes a file down, or shows it again. */
function JudgementDialog({ did, blob, onClose }: JudgementDialogProps) {
  const { t } = useTexts()
  const isDown = blob?.takedownRef !== undefined
  const name = isDown ? 'restore' : 'takedown'
  return (
    <ConfirmDialog
      open={blob !== undefined}
      onClose={onClose}
      title={t(`files.${name}Title`)}
      lead={t(`files.${name}Lead`)}
      action={t(`verb.${name}.action`)}
      isGrave={!isDown}
      act={(form, headers) => {
        const [reason, ref] = ['reason', 'ref'].map((each) => String(form.get(each) ?? '').trim())
        const params = { path: { did, cid: blob!.cid } }
        return isDown
          ? dataOf<unknown>(
              api.POST('/admin/v1/accounts/{did}/blobs/{cid}/restore', {
                params,
                body: { reason: reason! },
                headers,
              }),
            )
          : dataOf<unknown>(
              api.POST('/admin/v1/accounts/{did}/blobs/{cid}/takedown', {
                params,
                body: { reason: reason!, ...(ref && { ref }) },
                headers,
              }),
            )
      }}
      done={t(`files.${name}Done`)}
    >
      <ReasonField autoFocus />
      {!isDown && <TextField label={t('verb.ref')} hint={t('verb.refHint')} name="ref" maxLength={200} />}
    </ConfirmDialog>
  )
}

function useColumns(did: string, onJudge: ((blob: Blob) => void) | undefined): readonly Column<Blob>[] {
  const { t, language } = useTexts()
  return useMemo(
    () => [
      { id: 'cid', name: t('files.file'), cell: (blob) => <FileSample did={did} blob={blob} /> },
      {
        id: 'state',
        name: t('accounts.state'),
        cell: ({ takedownRef }) => (
          <Badge tone={takedownRef === undefined ? 'success' : 'error'}>
            {t(takedownRef === undefined ? 'files.served' : 'files.takendown')}
          </Badge>
        ),
      },
      { id: 'type', name: t('files.type'), cell: ({ mimeType }) => mimeType },
      { id: 'size', name: t('files.size'), atEnd: true, cell: ({ size }) => bytesText(size, language) },
      {
        id: 'usedBy',
        name: t('files.usedBy'),
        cell: ({ usedBy }) => (
          <ul className="lines">
            {usedBy.map((uri) => (
              <li key={uri}>
                <code>{uri.replace(`at://${did}/`, '')}</code>
              </li>
            ))}
          </ul>
        ),
      },
      { id: 'createdAt', name: t('files.uploaded'), cell: ({ createdAt }) => <Moment at={createdAt} /> },
      {
        id: 'actions',
        name: t('list.actions'),
        cell: (blob) =>
          onJudge && (
            <RowAction
              name={t(blob.takedownRef === undefined ? 'verb.takedown.action' : 'verb.restore.action')}
              of={blob.cid}
              onClick={() => onJudge(blob)}
            />
          ),
      },
    ],
    [t, language, did, onJudge],
  )
}
