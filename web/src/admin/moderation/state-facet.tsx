import { Facet } from '../list/facet'
import { useScreenSearch } from '../list/search'
import { useTexts } from '../texts/texts'

/** Narrows reports by whether somebody has still to look at them. */
export function StateFacet() {
  const { t } = useTexts()
  const { search, change } = useScreenSearch()
  return (
    <Facet
      label={t('accounts.state')}
      value={search['state']}
      options={[
        { value: 'open', name: t('moderation.open') },
        { value: 'resolved', name: t('moderation.resolved') },
      ]}
      onChange={(state) => change({ state })}
    />
  )
}
