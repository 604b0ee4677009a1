import { Icon } from '../controls/icon'
import { ScreenHead } from '../controls/screen-head'
import { useTexts } from '../texts/texts'

/** The end of the page in which a member has shown that it is them: the other one has noticed. */
export function ProvedScreen() {
  const { t } = useTexts()
  return (
    <section className="screen proved">
      <Icon name="check" />
      <ScreenHead title={t('proof.doneTitle')} lead={t('proof.doneLead')} />
    </section>
  )
}
