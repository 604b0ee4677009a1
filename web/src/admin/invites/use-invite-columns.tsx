import { useMemo } from 'react'
import type { components } from '../api/generated/schema'
import { CopyButton } from '../controls/copy-button'
import { LinkToAccount } from '../controls/link-to-account'
import { Moment } from '../controls/moment'
import { Badge } from '../controls/state-badge'
import type { Column } from '../list/data-table'
import { useTexts } from '../texts/texts'

type Invite = components['schemas']['Invite']

/** The columns of a table of invite codes. @param onRevoke switches one off; absent: nobody may */
export function useInviteColumns(onRevoke: ((code: string) => void) | undefined): readonly Column<Invite>[] {
  const { t } = useTexts()
  return useMemo(
    () => [
      {
        id: 'code',
        name: t('invites.code'),
        cell: ({ code }) => (
          <span className="joined">
            <code>{code}</code>
            <CopyButton text={code} what={t('invites.code')} />
          </span>
        ),
      },
      { id: 'state', name: t('invites.state'), cell: (invite) => <InviteBadge invite={invite} /> },
      { id: 'used', name: t('invites.used'), cell: (invite) => <Uses invite={invite} /> },
      { id: 'owner', name: t('invites.owner'), cell: ({ forAccount }) => <Person did={forAccount} /> },
      { id: 'createdAt', name: t('invites.created'), cell: ({ createdAt }) => <Moment at={createdAt} /> },
      {
        id: 'actions',
        name: t('list.actions'),
        cell: ({ code, disabled }) =>
          onRevoke &&
          !disabled && (
            <button
              type="button"
              className="link-button"
              aria-label={t('invites.revokeCode', { code })}
              onClick={() => onRevoke(code)}
            >
              {t('invites.revoke')}
            </button>
          ),
      },
    ],
    [t, onRevoke],
  )
}

function InviteBadge({ invite: { disabled, available, uses } }: { readonly invite: Invite }) {
  const { t } = useTexts()
  if (disabled) return <Badge tone="quiet">{t('invites.revoked')}</Badge>
  if (uses.length >= available) return <Badge tone="quiet">{t('invites.usedUp')}</Badge>
  return <Badge tone="success">{t('invites.usable')}</Badge>
}

function Uses({ invite: { uses, available } }: { readonly invite: Invite }) {
  const { t } = useTexts()
  return (
    <details className="uses">
      <summary>{t('invites.uses', { used: uses.length, available })}</summary>
      <ul>
        {uses.map(({ usedBy, usedAt }) => (
          <li key={usedBy}>
            <Person did={usedBy} /> <Moment at={usedAt} />
          </li>
        ))}
        {uses.length === 0 && <li className="muted">{t('invites.nobody')}</li>}
      </ul>
    </details>
  )
}

function Person({ did }: { readonly did: string }) {
  const { t } = useTexts()
  if (!did.startsWith('did:')) return <span className="muted">{t('invites.service')}</span>
  return <LinkToAccount did={did} />
}
