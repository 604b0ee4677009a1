import { useState } from 'react'
import { EmptyState } from '../controls/empty-state'
import { ScreenHead } from '../controls/screen-head'
import { useAccountName } from '../controls/use-account-name'
import { Facet } from '../list/facet'
import { List } from '../list/list-screen'
import { useScreenSearch } from '../list/search'
import { useTexts } from '../texts/texts'
import { loadReports } from './load-reports'
import type { Report } from './report'
import { ReportDialog } from './report-dialog'
import { StateFacet } from './state-facet'
import { useReportColumns } from './use-report-columns'

/** What members have reported, and what became of it. */
export function ModerationScreen() {
  const { t } = useTexts()
  const { search } = useScreenSearch()
  const [open, setOpen] = useState<Report>()
  const columns = useReportColumns(setOpen)
  const subject = search['subject']
  return (
    <section className="screen">
      <ScreenHead title={t('place.moderation')} lead={t('moderation.lead')} />
      <List
        queryKey={['reports']}
        caption={t('place.moderation')}
        columns={columns}
        idOf={({ id }) => String(id)}
        load={loadReports}
        views={[
          { name: t('views.all'), search: {} },
          { name: t('moderation.open'), search: { state: 'open' } },
        ]}
        filters={
          <>
            <StateFacet />
            {subject !== undefined && <SubjectFacet subject={subject} />}
          </>
        }
        empty={(isNarrowed) => (
          <EmptyState
            icon="flag"
            title={t(isNarrowed ? 'list.noMatch' : 'moderation.none')}
            lead={t(isNarrowed ? 'list.noMatchLead' : 'moderation.noneLead')}
          />
        )}
      />
      <ReportDialog report={open} onClose={() => setOpen(undefined)} />
    </section>
  )
}

/** Says what the reports are about that are shown, and leads back to all. */
function SubjectFacet({ subject }: { readonly subject: string }) {
  const { t } = useTexts()
  const { change } = useScreenSearch()
  const name = useAccountName(subject, undefined) ?? subject
  return (
    <Facet
      label={t('moderation.subject')}
      value={subject}
      options={[{ value: subject, name }]}
      onChange={(next) => change({ subject: next })}
    />
  )
}
