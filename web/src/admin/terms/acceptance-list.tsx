import { useMemo } from 'react'
import { api, dataOf } from '../api/client'
import type { components } from '../api/generated/schema'
import { EmptyState } from '../controls/empty-state'
import { LinkToAccount } from '../controls/link-to-account'
import { Moment } from '../controls/moment'
import { Badge } from '../controls/state-badge'
import type { Column } from '../list/data-table'
import { Facet } from '../list/facet'
import { filtersOf, pageOf } from '../list/list-query'
import { List } from '../list/list-screen'
import { type Search, useScreenSearch } from '../list/search'
import { useTexts } from '../texts/texts'
import type { TermsVersion } from './terms-query'

type Acceptance = components['schemas']['TermsAcceptance']

function loadAcceptances(search: Search) {
  const query = { ...pageOf(search), ...filtersOf(search, ['version', 'did']) }
  return dataOf(api.GET('/admin/v1/terms-acceptances', { params: { query } }))
}

/** Who has agreed to which version, and how. */
export function AcceptanceList({ versions }: { readonly versions: readonly TermsVersion[] }) {
  const { t, language } = useTexts()
  const { search, change } = useScreenSearch()
  const columns = useColumns()
  const nameOf = ({ validFrom, domain }: TermsVersion) => {
    const day = new Intl.DateTimeFormat(language, { dateStyle: 'medium' }).format(new Date(validFrom))
    return domain === undefined ? day : `${day}, ${domain}`
  }
  return (
    <section className="part">
      <h2>{t('terms.acceptances')}</h2>
      <List
        queryKey={['terms', 'acceptances']}
        caption={t('terms.acceptances')}
        columns={columns}
        idOf={({ did, version }) => `${did} ${version}`}
        load={loadAcceptances}
        filters={
          <Facet
            label={t('terms.version')}
            value={search['version']}
            options={versions.map((version) => ({ value: version.id, name: nameOf(version) }))}
            onChange={(value) => change({ version: value })}
          />
        }
        empty={(isNarrowed) => (
          <EmptyState
            icon="people"
            title={t(isNarrowed ? 'list.noMatch' : 'terms.nobody')}
            lead={t(isNarrowed ? 'list.noMatchLead' : 'terms.nobodyLead')}
          />
        )}
      />
    </section>
  )
}

function useColumns(): readonly Column<Acceptance>[] {
  const { t, nameOf } = useTexts()
  return useMemo(
    () => [
      { id: 'did', name: t('roles.who'), cell: ({ did }) => <LinkToAccount did={did} /> },
      {
        id: 'state',
        name: t('accounts.state'),
        cell: ({ asked }) => (
          <Badge tone={asked ? 'success' : 'quiet'}>{t(asked ? 'terms.hasAgreed' : 'terms.notAsked')}</Badge>
        ),
      },
      { id: 'via', name: t('terms.via'), cell: ({ via }) => nameOf('termsWay', via) },
      { id: 'at', name: t('audit.at'), cell: ({ at }) => <Moment at={at} /> },
      { id: 'locale', name: t('terms.locale'), cell: ({ locale }) => locale },
    ],
    [t, nameOf],
  )
}
