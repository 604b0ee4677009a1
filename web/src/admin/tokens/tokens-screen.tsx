import { useMemo, useState } from 'react'
import { api, dataOf } from '../api/client'
import { useMay } from '../api/me'
import { ConfirmDialog } from '../controls/confirm-dialog'
import { EmptyState } from '../controls/empty-state'
import { Moment } from '../controls/moment'
import { ScreenHead } from '../controls/screen-head'
import type { Column } from '../list/data-table'
import { pageOf } from '../list/list-query'
import { List } from '../list/list-screen'
import { useTexts } from '../texts/texts'
import { NewTokenDialog } from './new-token-dialog'
import { RotateTokenDialog } from './rotate-token-dialog'
import type { Token } from './token'
import { TokenBadge } from './token-badge'

/** What somebody is about to do to a token. */
interface Deed {
  readonly name: 'rotate' | 'revoke'
  readonly token: Token
}

/** Tokens by which programs administer. */
export function TokensScreen() {
  const { t } = useTexts()
  const may = useMay()
  const [isMaking, setMaking] = useState(false)
  const [deed, setDeed] = useState<Deed>()
  const columns = useColumns(may('tokens.manage') ? setDeed : undefined)
  const close = () => setDeed(undefined)
  return (
    <section className="screen">
      <ScreenHead title={t('place.tokens')} lead={t('tokens.lead')}>
        {may('tokens.manage') && (
          <button type="button" className="button primary" onClick={() => setMaking(true)}>
            {t('tokens.new')}
          </button>
        )}
      </ScreenHead>
      <List
        queryKey={['tokens']}
        caption={t('place.tokens')}
        columns={columns}
        idOf={({ id }) => id}
        load={(search) => dataOf(api.GET('/admin/v1/tokens', { params: { query: pageOf(search) } }))}
        empty={() => <EmptyState icon="key" title={t('tokens.none')} lead={t('tokens.noneLead')} />}
      />
      <NewTokenDialog open={isMaking} onOpenChange={setMaking} />
      <RotateTokenDialog token={deed?.name === 'rotate' ? deed.token : undefined} onClose={close} />
      <ConfirmDialog
        open={deed?.name === 'revoke'}
        onClose={close}
        title={t('tokens.revokeName', { name: deed?.token.name })}
        lead={t('tokens.revokeLead')}
        action={t('tokens.revoke')}
        isGrave
        act={(_form, headers) =>
          dataOf<unknown>(
            api.POST('/admin/v1/tokens/{id}/revoke', { params: { path: { id: deed!.token.id } }, headers }),
          )
        }
        done={t('tokens.revokeDone')}
      />
    </section>
  )
}

function useColumns(onDeed: ((deed: Deed) => void) | undefined): readonly Column<Token>[] {
  const { t } = useTexts()
  return useMemo(
    () => [
      { id: 'name', name: t('tokens.name'), cell: ({ name }) => <strong>{name}</strong> },
      { id: 'state', name: t('accounts.state'), cell: (token) => <TokenBadge token={token} /> },
      {
        id: 'permissions',
        name: t('tokens.permissions'),
        cell: ({ permissions }) => <span className="clipped">{permissions.join(', ')}</span>,
      },
      { id: 'domain', name: t('domains.domain'), cell: ({ domain }) => domain },
      { id: 'expiresAt', name: t('sessions.expires'), cell: ({ expiresAt }) => <Moment at={expiresAt} /> },
      {
        id: 'usedAt',
        name: t('sessions.used'),
        cell: ({ usedAt, usedIp }) =>
          usedAt !== undefined && (
            <span className="joined">
              <Moment at={usedAt} /> <code>{usedIp}</code>
            </span>
          ),
      },
      {
        id: 'actions',
        name: t('list.actions'),
        cell: (token) =>
          onDeed && token.revokedAt === undefined && <TokenDeeds token={token} onDeed={onDeed} />,
      },
    ],
    [t, onDeed],
  )
}

function TokenDeeds({ token, onDeed }: { readonly token: Token; readonly onDeed: (deed: Deed) => void }) {
  const { t } = useTexts()
  return (
    <span className="joined">
      {(['rotate', 'revoke'] as const).map((name) => (
        <button
          key={name}
          type="button"
          className="link-button"
          aria-label={t(`tokens.${name}Name`, { name: token.name })}
          onClick={() => onDeed({ name, token })}
        >
          {t(`tokens.${name}`)}
        </button>
      ))}
    </span>
  )
}
