import { useQuery } from '@tanstack/react-query'
import { api, dataOf } from '../api/client'
import { EmptyState } from '../controls/empty-state'
import { Fact, Facts } from '../controls/facts'
import { LinkToAccount } from '../controls/link-to-account'
import { Loaded } from '../controls/loaded'
import { useInviteColumns } from '../invites/use-invite-columns'
import { DataTable } from '../list/data-table'
import { useTexts } from '../texts/texts'
import type { Account } from './verbs'

/** By whom a member was invited, and whom they may invite. */
export default function AccountInvites({ account: { did } }: { readonly account: Account }) {
  const { t } = useTexts()
  const columns = useInviteColumns()
  const query = useQuery({
    queryKey: ['account', did, 'invites'],
    queryFn: () => dataOf(api.GET('/admin/v1/accounts/{did}/invites', { params: { path: { did } } })),
  })
  return (
    <Loaded query={query}>
      {({ data, invitedBy }) => (
        <>
          {invitedBy && (
            <div className="panel spaced">
              <Facts>
                <Fact name={t('account.invitedWith')}>
                  <code>{invitedBy.code}</code>
                </Fact>
                {invitedBy.forAccount.startsWith('did:') && (
                  <Fact name={t('account.invitedBy')}>
                    <LinkToAccount did={invitedBy.forAccount} />
                  </Fact>
                )}
              </Facts>
            </div>
          )}
          {data.length === 0 ? (
            <EmptyState icon="ticket" title={t('account.noInvites')} lead={t('account.noInvitesLead')} />
          ) : (
            <DataTable
              caption={t('account.tab.invites')}
              columns={columns}
              rows={data}
              idOf={({ code }) => code}
            />
          )}
        </>
      )}
    </Loaded>
  )
}
