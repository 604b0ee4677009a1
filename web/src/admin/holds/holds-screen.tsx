import { useState } from 'react'
import { useMay } from '../api/me'
import { ScreenHead } from '../controls/screen-head'
import { useTexts } from '../texts/texts'
import { HoldList } from './hold-list'
import { NewHoldDialog } from './new-hold-dialog'

/** Accounts of which nothing may be lost. */
export function HoldsScreen() {
  const { t } = useTexts()
  const may = useMay()
  const [isPlacing, setPlacing] = useState(false)
  return (
    <section className="screen">
      <ScreenHead title={t('place.holds')} lead={t('holds.lead')}>
        {may('holds.place') && (
          <button type="button" className="button primary" onClick={() => setPlacing(true)}>
            {t('holds.place')}
          </button>
        )}
      </ScreenHead>
      <HoldList />
      <NewHoldDialog open={isPlacing} onClose={() => setPlacing(false)} />
    </section>
  )
}
