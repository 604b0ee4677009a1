import { useMemo, useState } from 'react'
import { api, dataOf } from '../api/client'
import type { components } from '../api/generated/schema'
import { useMay } from '../api/me'
import { EmptyState } from '../controls/empty-state'
import { LinkToAccount } from '../controls/link-to-account'
import { Moment } from '../controls/moment'
import { RowAction } from '../controls/row-action'
import type { Column } from '../list/data-table'
import { pageOf } from '../list/list-query'
import { List } from '../list/list-screen'
import { SearchField } from '../list/search-field'
import { type Search, useScreenSearch } from '../list/search'
import { useTexts } from '../texts/texts'
import { LinkIdentityDialog, UnlinkIdentityDialog } from './identity-dialogs'

type FoundIdentity = components['schemas']['FoundIdentity']

/** Which people of a connection have which accounts. */
export default function People({ id }: { readonly id: string }) {
  const { t } = useTexts()
  const { search, change } = useScreenSearch()
  const mayManage = useMay()('connections.manage')
  const [isLinking, setLinking] = useState(false)
  const [ended, setEnded] = useState<string>()
  const columns = useColumns(mayManage ? setEnded : undefined)
  const load = (asked: Search) => {
    const subject = asked['q']
    const query = {
      ...pageOf(asked),
      ...(subject && { 'filter[subject]': subject }),
      'filter[connection]': id,
    }
    return dataOf(api.GET('/admin/v1/identities', { params: { query } }))
  }
  const link = mayManage && (
    <button type="button" className="button" onClick={() => setLinking(true)}>
      {t('identities.link')}
    </button>
  )
  return (
    <>
      <div className="part-head">
        <p className="muted">{t('identities.peopleLead')}</p>
        {link}
      </div>
      <List
        queryKey={['identities', id]}
        caption={t('sso.tab.people')}
        columns={columns}
        idOf={(identity) => identity.id}
        load={load}
        filters={
          <SearchField
            label={t('identities.search')}
            value={search['q'] ?? ''}
            onChange={(q) => change({ q })}
          />
        }
        empty={(isNarrowed) => (
          <EmptyState
            icon="people"
            title={t(isNarrowed ? 'list.noMatch' : 'identities.nobody')}
            lead={t(isNarrowed ? 'list.noMatchLead' : 'identities.nobodyLead')}
          />
        )}
      />
      <LinkIdentityDialog open={isLinking} onClose={() => setLinking(false)} connection={id} />
      <UnlinkIdentityDialog id={ended} onClose={() => setEnded(undefined)} />
    </>
  )
}

function useColumns(onUnlink: ((id: string) => void) | undefined): readonly Column<FoundIdentity>[] {
  const { t } = useTexts()
  return useMemo(
    () => [
      { id: 'did', name: t('roles.who'), cell: ({ did }) => <LinkToAccount did={did} /> },
      { id: 'subject', name: t('identities.subject'), cell: ({ subject }) => <code>{subject}</code> },
      { id: 'email', name: t('accounts.email'), cell: ({ email }) => email },
      { id: 'linkedAt', name: t('identities.linked'), cell: ({ linkedAt }) => <Moment at={linkedAt} /> },
      {
        id: 'lastLoginAt',
        name: t('identities.lastLogin'),
        cell: ({ lastLoginAt }) => lastLoginAt !== undefined && <Moment at={lastLoginAt} />,
      },
      {
        id: 'actions',
        name: t('list.actions'),
        cell: ({ id, subject }) =>
          onUnlink && <RowAction name={t('identities.unlink')} of={subject} onClick={() => onUnlink(id)} />,
      },
    ],
    [t, onUnlink],
  )
}
