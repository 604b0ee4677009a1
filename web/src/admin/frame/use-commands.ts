import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { useNavigate } from '@tanstack/react-router'
import { useDeferredValue } from 'react'
import { api, dataOf } from '../api/client'
import { useMay } from '../api/me'
import type { IconName } from '../controls/icon'
import { useTexts } from '../texts/texts'
import { PLACES } from './places'

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

/** What goes with what was typed: places first, then accounts. */
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
  const accounts = useAccounts(may('accounts.view') ? wanted : '')
  return [
    ...[...places, more].filter(({ name }) => name.toLowerCase().includes(wanted)),
    ...accounts.map(({ did, handle, email }) => ({
      id: did,
      name: handle ?? did,
      more: email,
      icon: 'person' as const,
      run: () => void navigate({ to: '/accounts/$did', params: { did }, search: {} }),
    })),
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
