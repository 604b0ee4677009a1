import { useQuery } from '@tanstack/react-query'
import { api, dataOf } from '../api/client'
import { Facet } from '../list/facet'
import { MoreFilters } from '../list/more-filters'
import { useScreenSearch } from '../list/search'
import { SearchField } from '../list/search-field'
import { TimeField } from '../list/time-field'
import { useTexts } from '../texts/texts'

const ACTOR_TYPES = [
  'member',
  'password',
  'token',
  'service',
  'command',
  'connection',
  'setup-link',
  'system',
] as const

/** The parts of the address that the filters beside the first ones set. */
const FOLDED = ['actorType', 'actor', 'outcome', 'from', 'to', 'requestId']

/** What narrows the audit, in the address. */
export function AuditFilters() {
  const { t } = useTexts()
  const { search, change } = useScreenSearch()
  const text = (name: string, label: string) => (
    <SearchField
      label={label}
      value={search[name] ?? ''}
      onChange={(value) => change({ [name]: value.trim() || undefined })}
    />
  )
  const facet = (name: string, label: string, options: readonly { value: string; name: string }[]) => (
    <Facet
      label={label}
      value={search[name]}
      options={options}
      onChange={(value) => change({ [name]: value })}
    />
  )
  return (
    <>
      {text('target', t('audit.searchTarget'))}
      <ActionFacet />
      <MoreFilters names={FOLDED}>
        {text('actor', t('audit.searchActor'))}
        {facet(
          'actorType',
          t('audit.actor'),
          ACTOR_TYPES.map((type) => ({ value: type, name: t(`actor.${type}`) })),
        )}
        {facet('outcome', t('audit.outcome'), [
          { value: 'done', name: t('audit.done') },
          { value: 'denied', name: t('audit.denied') },
        ])}
        <TimeField label={t('audit.from')} value={search['from']} onChange={(from) => change({ from })} />
        <TimeField label={t('audit.to')} value={search['to']} onChange={(to) => change({ to })} />
        {text('requestId', t('audit.searchRequest'))}
      </MoreFilters>
    </>
  )
}

/** All actions that there are entries of, and those that begin alike. */
function ActionFacet() {
  const { t } = useTexts()
  const { search, change } = useScreenSearch()
  const { data } = useQuery({
    queryKey: ['audit', 'actions'],
    queryFn: () => dataOf(api.GET('/admin/v1/audit/actions')),
  })
  const actions = data?.data ?? []
  const chosen = search['action']
  const known = [...groupsOf(actions), ...actions]
  const all = chosen === undefined || known.includes(chosen) ? known : [chosen, ...known]
  return (
    <Facet
      label={t('audit.action')}
      value={chosen}
      options={all.map((action) => ({ value: action, name: action }))}
      onChange={(action) => change({ action })}
    />
  )
}

/** `account.*`, where there are several. */
function groupsOf(actions: readonly string[]): string[] {
  const beginnings = actions.map((action) => `${action.split('.', 1)[0]!}.*`)
  return [...new Set(beginnings.filter((one, i) => beginnings.indexOf(one) !== i))]
}
