import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { useNavigate } from '@tanstack/react-router'
import { useDeferredValue } from 'react'
import { api, dataOf } from '../api/client'
import { useMay } from '../api/me'
import { accountQuery } from '../accounts/account-query'
import { usePossibleDeeds } from '../accounts/possible-deeds'
import type { IconName } from '../controls/icon'
import { useScreenSearch } from '../list/search'
import { useTexts } from '../texts/texts'
import { PLACES } from './places'
import { useOpenAccount } from './use-open-account'

/** Something that the palette leads to. */
export interface Command {
  readonly id: string
  readonly name: string
  readonly more?: string | undefined
  readonly icon: IconName
  readonly run: () => void
}

/** What commands do. */
interface Doing {
  readonly navigate: ReturnType<typeof useNavigate>
  readonly help: () => void
}

const ACCOUNTS_MAX = 8
/** A single letter is in too many names. */
const LETTERS_MIN = 2

/** What goes with what was typed: places, what can be done to the account that is open, then accounts. */
export function useCommands(typed: string, { navigate, help }: Doing): readonly Command[] {
  const { t } = useTexts()
  const may = useMay()
  const wanted = useDeferredValue(typed.trim().toLowerCase())
  const places: Command[] = PLACES.flat()
    .filter(({ permission }) => may(permission))
    .map(({ to, name, icon }) => ({
      id: to,
      name: t(`place.${name}`),
      icon,
      run: () => void navigate({ to, search: {} }),
    }))
  const more: Command = { id: 'help', name: t('help.title'), icon: 'help', run: help }
  const deeds = useDeeds(navigate)
  const accounts = useAccounts(may('accounts.view') ? wanted : '')
  return [
    ...[...places, more, ...deeds].filter(({ name }) => name.toLowerCase().includes(wanted)),
    ...accounts.map(({ did, handle, email }) => ({
      id: did,
      name: handle ?? did,
      more: email,
      icon: 'person' as const,
      run: () => void navigate({ to: '/accounts/$did', params: { did }, search: {} }),
    })),
  ]
}

/** What can be done to the account whose screen is open. */
function useDeeds(navigate: Doing['navigate']): readonly Command[] {
  const { t } = useTexts()
  const did = useOpenAccount()
  const { search } = useScreenSearch()
  const { data } = useQuery({ ...accountQuery(did ?? ''), enabled: did !== undefined })
  const account = did === undefined ? undefined : data?.account
  const { helps, verbs } = usePossibleDeeds(account)
  const deed = (id: string, name: string): Command => ({
    id,
    name,
    more: account?.handle ?? did,
    icon: 'person',
    run: () =>
      void navigate({
        to: '/accounts/$did',
        params: { did: did! },
        search: { ...search, do: id },
        replace: true,
      }),
  })
  return [
    ...verbs.map(({ name }) => deed(name, t(`verb.${name}.action`))),
    ...helps.map((help) => deed(help, t(`helping.${help}.action`))),
  ]
}

function useAccounts(wanted: string) {
  const { data } = useQuery({
    queryKey: ['accounts', 'palette', wanted],
    queryFn: () =>
      dataOf(api.GET('/admin/v1/accounts', { params: { query: { q: wanted, 'page[size]': ACCOUNTS_MAX } } })),
    enabled: wanted.length >= LETTERS_MIN,
    placeholderData: keepPreviousData,
  })
  return wanted.length < LETTERS_MIN ? [] : (data?.data ?? [])
}
