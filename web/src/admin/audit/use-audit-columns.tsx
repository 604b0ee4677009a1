import { useMemo } from 'react'
import type { components } from '../api/generated/schema'
import { LinkToAccount } from '../controls/link-to-account'
import { Moment } from '../controls/moment'
import { Badge } from '../controls/state-badge'
import type { Column } from '../list/data-table'
import { useTexts } from '../texts/texts'

export type AuditEntry = components['schemas']['AuditEntry']

/** The columns of a table of audit entries. @param onOpen shows one */
export function useAuditColumns(onOpen: (entry: AuditEntry) => void): readonly Column<AuditEntry>[] {
  const { t } = useTexts()
  return useMemo(
    () => [
      {
        id: 'action',
        name: t('audit.action'),
        cell: (entry) => (
          <button type="button" className="link-button row-link" onClick={() => onOpen(entry)}>
            {entry.action}
          </button>
        ),
      },
      {
        id: 'outcome',
        name: t('audit.outcome'),
        cell: ({ outcome }) => (
          <Badge tone={outcome === 'done' ? 'success' : 'error'}>{t(`audit.${outcome}`)}</Badge>
        ),
      },
      { id: 'actor', name: t('audit.actor'), cell: ({ actor }) => <Actor actor={actor} /> },
      { id: 'target', name: t('audit.target'), cell: ({ target }) => target && <Target target={target} /> },
      {
        id: 'reason',
        name: t('audit.reason'),
        cell: ({ reason }) => reason && <span className="clipped">{reason}</span>,
      },
      { id: 'at', name: t('audit.at'), cell: ({ at }) => <Moment at={at} /> },
      { id: 'seq', name: t('audit.seq'), atEnd: true, cell: ({ seq }) => seq },
    ],
    [t, onOpen],
  )
}

/** Who did something. */
export function Actor({ actor: { type, id, role } }: { readonly actor: AuditEntry['actor'] }) {
  const { t, nameOf } = useTexts()
  return (
    <span className="joined">
      {t(`actor.${type}`)}
      {id !== undefined && (type === 'member' ? <LinkToAccount did={id} /> : <code>{id}</code>)}
      {role !== undefined && <span className="muted">{nameOf('role', role)}</span>}
    </span>
  )
}

/** What something was done to; accounts lead to themselves. */
export function Target({ target: { type, id } }: { readonly target: NonNullable<AuditEntry['target']> }) {
  if (type === 'account') return <LinkToAccount did={id} />
  return (
    <span className="joined">
      {type} <code>{id}</code>
    </span>
  )
}
