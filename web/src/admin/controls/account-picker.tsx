import { Combobox } from '@base-ui/react/combobox'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { api, dataOf } from '../api/client'
import { useTexts } from '../texts/texts'

const FOUND_MAX = 8
const LETTERS_MIN = 2

/** An account that may be chosen. */
interface Found {
  readonly value: string
  readonly label: string
}

interface AccountPickerProps {
  readonly label: string
  readonly onChoose: (did: string | undefined) => void
}

/** Finds an account while its name is typed. */
export function AccountPicker({ label, onChoose }: AccountPickerProps) {
  const { t } = useTexts()
  const id = useId()
  const [typed, setTyped] = useState('')
  const found = useFound(typed.trim())
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <Combobox.Root
        items={found}
        filter={null}
        onInputValueChange={setTyped}
        onValueChange={(chosen: Found | null) => onChoose(chosen?.value)}
      >
        <Combobox.Input id={id} className="entry" placeholder={t('accounts.search')} />
        <Combobox.Portal>
          <Combobox.Positioner className="positioner" sideOffset={4}>
            <Combobox.Popup className="menu">
              <Combobox.Empty className="menu-label">{t('palette.none')}</Combobox.Empty>
              <Combobox.List>
                {(each: Found) => (
                  <Combobox.Item key={each.value} value={each} className="menu-item">
                    {each.label}
                  </Combobox.Item>
                )}
              </Combobox.List>
            </Combobox.Popup>
          </Combobox.Positioner>
        </Combobox.Portal>
      </Combobox.Root>
    </div>
  )
}

function useFound(wanted: string): readonly Found[] {
  const { data } = useQuery({
    queryKey: ['accounts', 'picker', wanted],
    queryFn: () =>
      dataOf(api.GET('/admin/v1/accounts', { params: { query: { q: wanted, 'page[size]': FOUND_MAX } } })),
    enabled: wanted.length >= LETTERS_MIN,
    placeholderData: keepPreviousData,
  })
  return (data?.data ?? []).map(({ did, handle }) => ({ value: did, label: handle ?? did }))
}
