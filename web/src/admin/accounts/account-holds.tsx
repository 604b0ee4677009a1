import { useState } from 'react'
import { useMay } from '../api/me'
import { HoldList } from '../holds/hold-list'
import { NewHoldDialog } from '../holds/new-hold-dialog'
import { useTexts } from '../texts/texts'
import type { Account } from './verbs'

/** Whether what is here of an account has to stay, and why. */
export default function AccountHolds({ account: { did } }: { readonly account: Account }) {
  const { t } = useTexts()
  const may = useMay()
  const [isPlacing, setPlacing] = useState(false)
  return (
    <>
      {may('holds.place') && (
        <p>
          <button type="button" className="button" onClick={() => setPlacing(true)}>
            {t('holds.place')}
          </button>
        </p>
      )}
      <HoldList did={did} />
      <NewHoldDialog open={isPlacing} onClose={() => setPlacing(false)} did={did} />
    </>
  )
}
