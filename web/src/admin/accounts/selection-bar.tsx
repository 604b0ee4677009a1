import { Menu } from '@base-ui/react/menu'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useMay } from '../api/me'
import { numberText } from '../controls/amounts'
import { Icon } from '../controls/icon'
import { Spinner } from '../controls/spinner'
import { useProblemText } from '../controls/use-problem-text'
import { useAnnounce } from '../frame/announcements'
import type { Search } from '../list/search'
import type { Selection } from '../list/selection'
import { useTexts } from '../texts/texts'
import { BulkOrderDialog } from './bulk-order-dialog'
import { type BulkVerb, bulkVerbsFor, isGrave, ORDER_ACCOUNTS_MAX } from './bulk-verbs'
import { type AccountEntry, loadAllAccounts } from './load-accounts'

interface SelectionBarProps {
  readonly selection: Selection<AccountEntry>
  readonly search: Search
  /** how many accounts the search has, if that is known */
  readonly count: number | undefined
}

/** How many accounts are chosen, and what can be done to all of them. Nothing, as long as none is. */
export function SelectionBar({ selection, search, count }: SelectionBarProps) {
  const { t, language } = useTexts()
  const [verb, setVerb] = useState<BulkVerb>()
  const { chosen, clear } = selection
  if (chosen.size === 0) return undefined
  return (
    <div className="selection-bar" role="region" aria-label={t('selection.label')}>
      <strong role="status">
        {t('selection.count', { count: chosen.size, shown: numberText(chosen.size, language) })}
      </strong>
      {count !== undefined && count > chosen.size && chosen.size < ORDER_ACCOUNTS_MAX && (
        <AllOfSearch selection={selection} search={search} count={count} />
      )}
      <button type="button" className="link-button" onClick={clear}>
        {t('selection.clear')}
      </button>
      <VerbMenu onChoose={setVerb} />
      <BulkOrderDialog verb={verb} selection={selection} onClose={() => setVerb(undefined)} />
    </div>
  )
}

/** Chooses all that a search finds, as far as one order reaches. */
function AllOfSearch({ selection, search, count }: SelectionBarProps & { readonly count: number }) {
  const { t, language } = useTexts()
  const announce = useAnnounce()
  const textOf = useProblemText()
  const { mutate, isPending } = useMutation({
    mutationFn: () => loadAllAccounts(search, ORDER_ACCOUNTS_MAX),
    onSuccess: (all) => {
      selection.choose(all, true)
      if (count > ORDER_ACCOUNTS_MAX)
        announce(t('selection.most', { max: numberText(ORDER_ACCOUNTS_MAX, language) }))
    },
    onError: (error) => announce(textOf(error), 'error'),
  })
  return (
    <button type="button" className="link-button" disabled={isPending} onClick={() => mutate()}>
      {isPending && <Spinner />}
      {t('selection.all', { shown: numberText(count, language) })}
    </button>
  )
}

function VerbMenu({ onChoose }: { readonly onChoose: (verb: BulkVerb) => void }) {
  const { t } = useTexts()
  const verbs = bulkVerbsFor(useMay())
  return (
    <Menu.Root>
      <Menu.Trigger className="button primary">
        {t('selection.act')}
        <Icon name="down" />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className="positioner" sideOffset={6} align="end">
          <Menu.Popup className="menu">
            {verbs.map((verb) => (
              <Menu.Item
                key={verb}
                className={isGrave(verb) ? 'menu-item grave' : 'menu-item'}
                onClick={() => onChoose(verb)}
              >
                {t(`bulk.verb.${verb}`)}
              </Menu.Item>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}
