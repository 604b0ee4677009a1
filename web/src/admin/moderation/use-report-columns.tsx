import { useMemo } from 'react'
import { Moment } from '../controls/moment'
import { Badge } from '../controls/state-badge'
import type { Column } from '../list/data-table'
import { useTexts } from '../texts/texts'
import { type Report, reasonName } from './report'
import { Subject } from './subject'

/** The columns of a list of reports. */
export function useReportColumns(onOpen: (report: Report) => void): readonly Column<Report>[] {
  const texts = useTexts()
  const { t } = texts
  return useMemo(
    () => [
      {
        id: 'reason',
        name: t('moderation.reason'),
        cell: (report) => (
          <button type="button" className="link-button row-link" onClick={() => onOpen(report)}>
            {reasonName(report.reasonType, texts)}
          </button>
        ),
      },
      {
        id: 'state',
        name: t('accounts.state'),
        cell: ({ state }) => (
          <Badge tone={state === 'open' ? 'warning' : 'success'}>{t(`moderation.${state}`)}</Badge>
        ),
      },
      { id: 'subject', name: t('moderation.subject'), cell: ({ subject }) => <Subject subject={subject} /> },
      {
        id: 'text',
        name: t('moderation.text'),
        cell: ({ reason }) => reason && <span className="clipped">{reason}</span>,
      },
      {
        id: 'forwarding',
        name: t('moderation.forwarding'),
        cell: ({ forwarding }) => t(`forwarding.${forwarding}`),
      },
      { id: 'createdAt', name: t('audit.at'), cell: ({ createdAt }) => <Moment at={createdAt} /> },
    ],
    [t, texts, onOpen],
  )
}
