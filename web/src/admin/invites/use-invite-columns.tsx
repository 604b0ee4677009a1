import { useMemo } from 'react'
import type { components } from '../api/generated/schema'
import { Actor } from '../audit/use-audit-columns'
import { CopyButton } from '../controls/copy-button'
import { LinkToAccount } from '../controls/link-to-account'
import { Moment } from '../controls/moment'
import { RowAction } from '../controls/row-action'
import { Badge } from '../controls/state-badge'
import type { Column } from '../list/data-table'
import { useRoleNames } from '../roles/use-role-names'
import { useTexts } from '../texts/texts'

type Invite = components['schemas']['Invite']

/** What can be done to a code; what is absent nobody may. */
interface InviteActions {
  readonly onRevoke?: ((code: string) => void) | undefined
  readonly onResend?: ((code: string) => void) | undefined
}

/** The columns of a table of invite codes. */
export function useInviteColumns({ onRevoke, onResend }: InviteActions = {}): readonly Column<Invite>[] {
  const { t } = useTexts()
  return useMemo(
    () => [
      {
        id: 'code',
        name: t('invites.code'),
        cell: ({ code }) => (
          <span className="joined">
            <code>{code}</code>
            {isWhole(code) && <CopyButton text={code} what={t('invites.code')} />}
          </span>
        ),
      },
      { id: 'state', name: t('invites.state'), cell: (invite) => <InviteBadge invite={invite} /> },
      { id: 'for', name: t('invites.for'), cell: (invite) => <Invited invite={invite} /> },
      { id: 'used', name: t('invites.used'), cell: (invite) => <Uses invite={invite} /> },
      { id: 'owner', name: t('invites.owner'), cell: ({ forAccount }) => <Person did={forAccount} /> },
      { id: 'maker', name: t('invites.maker'), cell: ({ maker }) => maker && <Actor actor={maker} /> },
      {
        id: 'expiresAt',
        name: t('invites.expires'),
        cell: ({ expiresAt }) => expiresAt && <Moment at={expiresAt} />,
      },
      { id: 'createdAt', name: t('invites.created'), cell: ({ createdAt }) => <Moment at={createdAt} /> },
      {
        id: 'actions',
        name: t('list.actions'),
        cell: ({ code, state, sentTo }) => (
          <span className="joined">
            {onResend && isWhole(code) && state === 'open' && sentTo !== undefined && (
              <RowAction name={t('invites.resend')} of={sentTo} onClick={() => onResend(code)} />
            )}
            {onRevoke && isWhole(code) && state !== 'revoked' && (
              <button
                type="button"
                className="link-button"
                aria-label={t('invites.revokeCode', { code })}
                onClick={() => onRevoke(code)}
              >
                {t('invites.revoke')}
              </button>
            )}
          </span>
        ),
      },
    ],
    [t, onRevoke, onResend],
  )
}

/** Codes that give a role are shown in part to whoever may not give it. */
const isWhole = (code: string) => !code.endsWith('…')

function InviteBadge({ invite: { state } }: { readonly invite: Invite }) {
  const { t } = useTexts()
  return <Badge tone={state === 'open' ? 'success' : 'quiet'}>{t(`invites.is.${state}`)}</Badge>
}

/** Whom a code is for, and whether it has gone to them. */
function Invited({ invite }: { readonly invite: Invite }) {
  const { t } = useTexts()
  const roleName = useRoleNames()
  const { sentTo, sentAt, emailPattern, handleDomain, prefill, accountClass, role, roleDomain } = invite
  return (
    <ul className="plain-list">
      {(sentTo ?? emailPattern) !== undefined && <li>{sentTo ?? emailPattern}</li>}
      {handleDomain !== undefined && <li>{`.${handleDomain}`}</li>}
      {prefill && <li>{t('invites.suggested', { handle: prefill.handle })}</li>}
      {accountClass !== undefined && <li>{t(`class.${accountClass}`)}</li>}
      {role !== undefined && (
        <li>
          {roleName(role)}
          {roleDomain !== undefined && ` (.${roleDomain})`}
        </li>
      )}
      {sentAt !== undefined && (
        <li className="muted">
          {t('invites.sent')} <Moment at={sentAt} />
        </li>
      )}
      {sentTo !== undefined && sentAt === undefined && <li className="muted">{t('invites.unsent')}</li>}
    </ul>
  )
}

function Uses({ invite: { uses, available } }: { readonly invite: Invite }) {
  const { t } = useTexts()
  return (
    <details className="uses">
      <summary>{t('invites.uses', { used: uses.length, available })}</summary>
      <ul>
        {uses.map(({ usedBy, usedAt, roleAwaited }) => (
          <li key={usedBy}>
            <Person did={usedBy} /> <Moment at={usedAt} />
            {roleAwaited && <span className="muted"> {t('invites.roleAwaited')}</span>}
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
