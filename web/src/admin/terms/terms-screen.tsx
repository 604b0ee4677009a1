import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useMay } from '../api/me'
import { EmptyState } from '../controls/empty-state'
import { Loaded } from '../controls/loaded'
import { ScreenHead } from '../controls/screen-head'
import { useTexts } from '../texts/texts'
import { AcceptanceList } from './acceptance-list'
import { NewTermsDialog } from './new-terms-dialog'
import { termsQuery } from './terms-query'
import { VersionTable } from './version-table'

/** What members agree to, and who has. */
export function TermsScreen() {
  const { t } = useTexts()
  const may = useMay()
  const [isMaking, setMaking] = useState(false)
  const query = useQuery(termsQuery)
  return (
    <section className="screen">
      <ScreenHead title={t('place.terms')} lead={t('terms.lead')}>
        {may('branding.edit') && (
          <button type="button" className="button primary" onClick={() => setMaking(true)}>
            {t('terms.new')}
          </button>
        )}
      </ScreenHead>
      <Loaded query={query}>
        {(versions) => (
          <>
            {versions.length === 0 ? (
              <EmptyState icon="scroll" title={t('terms.none')} lead={t('terms.noneLead')} />
            ) : (
              <VersionTable versions={versions} />
            )}
            {may('accounts.view') && <AcceptanceList versions={versions} />}
          </>
        )}
      </Loaded>
      <NewTermsDialog open={isMaking} onClose={() => setMaking(false)} />
    </section>
  )
}
