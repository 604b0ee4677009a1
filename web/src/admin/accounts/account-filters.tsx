import { useQuery } from '@tanstack/react-query'
import { useMay } from '../api/me'
import { domainsQuery } from '../domains/domains-query'
import { Facet } from '../list/facet'
import { MoreFilters } from '../list/more-filters'
import { useScreenSearch } from '../list/search'
import { SearchField } from '../list/search-field'
import { rolesQuery } from '../roles/roles-query'
import { connectionsQuery } from '../sso/connection'
import { useTexts } from '../texts/texts'

const STATES = ['active', 'locked', 'offboarding', 'deactivated', 'suspended', 'takendown'] as const
const CLASSES = ['personal', 'institutional', 'team', 'service'] as const
/** The parts of the address that the filters beside the search set. */
const FOLDED = 'tag state domain emailConfirmed class hasMfa lastSeenBefore throttled role connection'.split(
  ' ',
)
const DAY_MS = 24 * 60 * 60 * 1000
/** For how many days somebody was not here. */
const ABSENCES = [30, 90, 365] as const

/** What narrows the list of accounts, in the address; what the server would refuse is not offered. */
export function AccountFilters() {
  const { t } = useTexts()
  const may = useMay()
  const { search, change } = useScreenSearch()
  const facet = (name: string, label: string, options: readonly { value: string; name: string }[]) => (
    <Facet
      label={label}
      value={search[name]}
      options={options}
      onChange={(value) => change({ [name]: value })}
    />
  )
  const yesNo = (yes: string, no: string) => [
    { value: 'true', name: yes },
    { value: 'false', name: no },
  ]
  return (
    <>
      <SearchField
        label={t('accounts.search')}
        value={search['q'] ?? ''}
        onChange={(q) => change({ q: q || undefined })}
      />
      <MoreFilters names={FOLDED}>
        <SearchField
          label={t('accounts.tag')}
          value={search['tag'] ?? ''}
          onChange={(tag) => change({ tag: tag.trim() || undefined })}
        />
        {facet(
          'state',
          t('accounts.state'),
          STATES.map((state) => ({ value: state, name: t(`state.${state}`) })),
        )}
        {may('domains.view') && <DomainFacet />}
        {facet(
          'emailConfirmed',
          t('accounts.email'),
          yesNo(t('accounts.confirmed'), t('accounts.unconfirmed')),
        )}
        {facet(
          'class',
          t('memberFacts.class'),
          CLASSES.map((each) => ({ value: each, name: t(`class.${each}`) })),
        )}
        {may('sessions.view') &&
          facet('hasMfa', t('accounts.secondFactor'), yesNo(t('action.yes'), t('action.no')))}
        {may('sessions.view') && <AbsenceFacet />}
        {facet('throttled', t('accounts.relays'), yesNo(t('accounts.withheld'), t('accounts.passedOn')))}
        {may('roles.view') && <RoleFacet />}
        {may('connections.view') && <ConnectionFacet />}
      </MoreFilters>
    </>
  )
}

/** Days are counted from the last midnight, so that the same choice is the same address all day. */
function AbsenceFacet() {
  const { t, language } = useTexts()
  const { search, change } = useScreenSearch()
  const value = search['lastSeenBefore']
  const today = Math.floor(Date.now() / DAY_MS) * DAY_MS
  const options = ABSENCES.map((days) => ({
    value: new Date(today - days * DAY_MS).toISOString(),
    name: t('accounts.absentDays', { days }),
  }))
  const isOlder = value !== undefined && !options.some((option) => option.value === value)
  const older = isOlder ? [{ value, name: dayText(value, language) }] : []
  return (
    <Facet
      label={t('accounts.absent')}
      value={value}
      options={[...options, ...older]}
      onChange={(lastSeenBefore) => change({ lastSeenBefore })}
    />
  )
}

/** A time of a view that was kept on another day. */
function dayText(time: string, language: string): string {
  const at = new Date(time)
  return Number.isNaN(at.getTime()) ? time : at.toLocaleDateString(language)
}

/** Of one domain there is nothing to choose. */
function DomainFacet() {
  const { t } = useTexts()
  const { search, change } = useScreenSearch()
  const { data } = useQuery(domainsQuery)
  const domains = data?.data ?? []
  if (domains.length < 2 && search['domain'] === undefined) return undefined
  return (
    <Facet
      label={t('domains.domain')}
      value={search['domain']}
      options={domains.map(({ domain }) => ({ value: domain, name: domain }))}
      onChange={(domain) => change({ domain })}
    />
  )
}

function RoleFacet() {
  const { t, nameOf } = useTexts()
  const { search, change } = useScreenSearch()
  const { data } = useQuery(rolesQuery)
  const roles = data?.data ?? []
  return (
    <Facet
      label={t('roles.role')}
      value={search['role']}
      options={roles.map(({ id, name }) => ({ value: id, name: nameOf('role', id, name) }))}
      onChange={(role) => change({ role })}
    />
  )
}

function ConnectionFacet() {
  const { t } = useTexts()
  const { search, change } = useScreenSearch()
  const { data } = useQuery(connectionsQuery)
  const connections = data?.data ?? []
  if (connections.length === 0) return undefined
  return (
    <Facet
      label={t('accounts.connection')}
      value={search['connection']}
      options={connections.map(({ id, name }) => ({ value: id, name }))}
      onChange={(connection) => change({ connection })}
    />
  )
}
