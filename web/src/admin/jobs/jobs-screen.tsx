import { lazy } from 'react'
import { ScreenHead } from '../controls/screen-head'
import { ScreenTabs } from '../controls/screen-tabs'
import { useTexts } from '../texts/texts'

const LongJobs = lazy(() => import('./long-jobs'))
const Queues = lazy(() => import('./queues'))
const Housekeeping = lazy(() => import('./housekeeping'))

/** Background work: what people have asked for, and what the server does by itself. */
export function JobsScreen() {
  const { t } = useTexts()
  return (
    <section className="screen">
      <ScreenHead title={t('place.jobs')} lead={t('jobs.lead')} />
      <ScreenTabs
        label={t('jobs.tabs')}
        tabs={[
          { name: 'asked', title: t('jobs.tab.asked'), panel: <LongJobs /> },
          { name: 'queues', title: t('jobs.tab.queues'), panel: <Queues /> },
          { name: 'housekeeping', title: t('jobs.tab.housekeeping'), panel: <Housekeeping /> },
        ]}
      />
    </section>
  )
}
