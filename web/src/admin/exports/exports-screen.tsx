import { useState } from 'react'
import { ScreenHead } from '../controls/screen-head'
import { useTexts } from '../texts/texts'
import { ExportList } from './export-list'
import { NewExportDialog } from './new-export-dialog'

/** All that is known of members, in one file each, for whoever has a right to it. */
export function ExportsScreen() {
  const { t } = useTexts()
  const [isAsking, setAsking] = useState(false)
  return (
    <section className="screen">
      <ScreenHead title={t('place.exports')} lead={t('exports.lead')}>
        <button type="button" className="button primary" onClick={() => setAsking(true)}>
          {t('exports.new')}
        </button>
      </ScreenHead>
      <ExportList />
      <NewExportDialog open={isAsking} onClose={() => setAsking(false)} />
    </section>
  )
}
