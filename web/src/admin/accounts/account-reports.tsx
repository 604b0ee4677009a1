import { useState } from 'react'
import { EmptyState } from '../controls/empty-state'
import { List } from '../list/list-screen'
import { loadReports } from '../moderation/load-reports'
import type { Report } from '../moderation/report'
import { ReportDialog } from '../moderation/report-dialog'
import { StateFacet } from '../moderation/state-facet'
import { useReportColumns } from '../moderation/use-report-columns'
import { useTexts } from '../texts/texts'
import type { Account } from './verbs'

/** What was reported of an account and of what it has published. */
export default function AccountReports({ account: { did } }: { readonly account: Account }) {
  const { t } = useTexts()
  const [open, setOpen] = useState<Report>()
  const columns = useReportColumns(setOpen)
  return (
    <>
      <List
        queryKey={['reports', did]}
        caption={t('account.tab.reports')}
        columns={columns}
        idOf={({ id }) => String(id)}
        load={(search) => loadReports({ ...search, subject: did })}
        filters={<StateFacet />}
        empty={(isNarrowed) => (
          <EmptyState
            icon="flag"
            title={t(isNarrowed ? 'list.noMatch' : 'account.noReports')}
            lead={t(isNarrowed ? 'list.noMatchLead' : 'account.noReportsLead')}
          />
        )}
      />
      <ReportDialog report={open} onClose={() => setOpen(undefined)} />
    </>
  )
}
