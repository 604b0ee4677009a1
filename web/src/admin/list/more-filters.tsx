import { type ReactNode, useId, useState } from 'react'
import { Icon } from '../controls/icon'
import { useTexts } from '../texts/texts'
import { useScreenSearch } from './search'

interface MoreFiltersProps {
  /** the parts of the address that they set */
  readonly names: readonly string[]
  readonly children: ReactNode
}

/** Filters that are folded away where there is little room, behind a button that says how many are set. */
export function MoreFilters({ names, children }: MoreFiltersProps) {
  const { t } = useTexts()
  const id = useId()
  const { search } = useScreenSearch()
  const [isOpen, setOpen] = useState(false)
  const shown = names.filter((name) => search[name] !== undefined).length
  return (
    <>
      <button
        type="button"
        className={shown > 0 ? 'choice filters-switch set' : 'choice filters-switch'}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      >
        {shown > 0 ? t('list.filtersSet', { shown }) : t('list.filters')}
        <Icon name="down" />
      </button>
      <div id={id} className={isOpen ? 'more-filters open' : 'more-filters'}>
        {children}
      </div>
    </>
  )
}
