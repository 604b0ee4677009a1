import { useState } from 'react'
import { api, dataOf, type Once } from '../api/client'
import { useMay } from '../api/me'
import { ConfirmDialog } from '../controls/confirm-dialog'
import { EmptyState } from '../controls/empty-state'
import { ScreenHead } from '../controls/screen-head'
import { Facet } from '../list/facet'
import { filtersOf, pageOf } from '../list/list-query'
import { List } from '../list/list-screen'
import { type Search, useScreenSearch } from '../list/search'
import { useTexts } from '../texts/texts'
import { INVITE_STATES, InviteFunnel } from './invite-funnel'
import { InviteLettersDialog } from './invite-letters-dialog'
import { NewInvitesDialog } from './new-invites-dialog'
import { useInviteColumns } from './use-invite-columns'

function loadInvites(search: Search) {
  const query = { ...pageOf(search), ...filtersOf(search, ['state', 'forAccount']) }
  return dataOf(api.GET('/admin/v1/invites', { params: { query } }))
}

const resendInvite = (code: string, headers: Once) =>
  dataOf<unknown>(api.POST('/admin/v1/invites/{code}/resend', { params: { path: { code } }, headers }))

const revokeInvite = (code: string, headers: Once) =>
  dataOf<unknown>(api.POST('/admin/v1/invites/{code}/revoke', { params: { path: { code } }, headers }))

/** Most codes belong to the service; the latest stand first anyway. */
const HIDDEN = ['owner', 'maker', 'createdAt']

/** Invite codes: whose they are, who has used them. */
export function InvitesScreen() {
  const { t } = useTexts()
  const may = useMay()
  const [isMaking, setMaking] = useState(false)
  const [isInviting, setInviting] = useState(false)
  const [revoked, setRevoked] = useState<string>()
  const [resent, setResent] = useState<string>()
  const columns = useInviteColumns({
    onRevoke: may('invites.revoke') ? setRevoked : undefined,
    onResend: may('invites.create') ? setResent : undefined,
  })
  return (
    <section className="screen">
      <ScreenHead title={t('place.invites')} lead={t('invites.lead')}>
        {may('invites.create') && (
          <>
            <button type="button" className="button" onClick={() => setMaking(true)}>
              {t('invites.new')}
            </button>
            <button type="button" className="button primary" onClick={() => setInviting(true)}>
              {t('invites.byMail')}
            </button>
          </>
        )}
      </ScreenHead>
      <InviteFunnel />
      <List
        queryKey={['invites']}
        caption={t('place.invites')}
        columns={columns}
        idOf={({ code }) => code}
        hiddenDefault={HIDDEN}
        load={loadInvites}
        views={[
          { name: t('views.all'), search: {} },
          { name: t('invites.is.open'), search: { state: 'open' } },
        ]}
        filters={<Filters />}
        empty={(isNarrowed) => (
          <EmptyState
            icon="ticket"
            title={t(isNarrowed ? 'list.noMatch' : 'invites.none')}
            lead={t(isNarrowed ? 'list.noMatchLead' : 'invites.noneLead')}
          />
        )}
      />
      <NewInvitesDialog open={isMaking} onOpenChange={setMaking} />
      <InviteLettersDialog open={isInviting} onOpenChange={setInviting} />
      <ConfirmDialog
        open={resent !== undefined}
        onClose={() => setResent(undefined)}
        title={t('invites.resend')}
        lead={t('invites.resendLead')}
        action={t('invites.resend')}
        act={(_form, headers) => resendInvite(resent!, headers)}
        done={t('invites.resendDone')}
      />
      <ConfirmDialog
        open={revoked !== undefined}
        onClose={() => setRevoked(undefined)}
        title={t('invites.revokeCode', { code: revoked })}
        lead={t('invites.revokeLead')}
        action={t('invites.revoke')}
        isGrave
        act={(_form, headers) => revokeInvite(revoked!, headers)}
        done={t('invites.revokeDone')}
      />
    </section>
  )
}

function Filters() {
  const { t } = useTexts()
  const { search, change } = useScreenSearch()
  return (
    <Facet
      label={t('invites.state')}
      value={search['state']}
      options={INVITE_STATES.map((state) => ({ value: state, name: t(`invites.is.${state}`) }))}
      onChange={(state) => change({ state })}
    />
  )
}
