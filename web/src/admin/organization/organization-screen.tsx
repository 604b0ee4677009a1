import { useQuery } from '@tanstack/react-query'
import { useMay } from '../api/me'
import { Loaded } from '../controls/loaded'
import { ScreenHead } from '../controls/screen-head'
import { domainsQuery } from '../domains/domains-query'
import { Choice } from '../list/choice'
import { useScreenSearch } from '../list/search'
import { useTexts } from '../texts/texts'
import { BrandStudio } from './brand-studio'
import { brandQuery } from './brand-query'

/** What the organization is called and looks like, and the domains of it that look different. */
export function OrganizationScreen() {
  const { t } = useTexts()
  const may = useMay()
  const { search, change } = useScreenSearch()
  const domain = search['domain']
  const brand = useQuery(brandQuery(domain))
  const domains = useQuery({ ...domainsQuery, enabled: may('domains.view') })
  const names = domains.data?.data.map((each) => each.domain) ?? []
  return (
    <section className="screen">
      <ScreenHead title={t('place.organization')} lead={t('organization.lead')}>
        {names.length > 0 && (
          <Choice
            label={t('organization.scope')}
            value={domain ?? ''}
            options={[
              { value: '', name: t('organization.whole') },
              ...names.map((name) => ({ value: name, name })),
            ]}
            onChange={(chosen) => change({ domain: chosen || undefined })}
          />
        )}
      </ScreenHead>
      <Loaded query={brand}>
        {(seen) => <BrandStudio key={`${domain ?? ''} ${seen.version}`} seen={seen} />}
      </Loaded>
    </section>
  )
}
