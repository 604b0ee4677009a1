import { numberText } from '../controls/amounts'
import { Icon } from '../controls/icon'
import { useTexts } from '../texts/texts'
import { Choice } from './choice'
import type { Search } from './search'

const SIZES = ['25', '50', '100', '200'] as const
export const SIZE_DEFAULT = '50'

interface PagerProps {
  readonly page: { readonly next?: string; readonly prev?: string } | undefined
  /** how many there are in all, if that is known */
  readonly count: number | undefined
  readonly size: string | undefined
  readonly onTurn: (cursor: { readonly after?: string; readonly before?: string }) => void
  readonly onChange: (parts: Search) => void
}

/** From page to page of a list. */
export function Pager({ page, count, size = SIZE_DEFAULT, onTurn, onChange }: PagerProps) {
  const { t, language } = useTexts()
  const { next, prev } = page ?? {}
  return (
    <nav className="pager" aria-label={t('list.pages')}>
      <p className="muted" role="status">
        {count !== undefined && t('list.count', { count, shown: numberText(count, language) })}
      </p>
      <Choice
        label={t('list.size')}
        value={size}
        options={SIZES.map((each) => ({ value: each, name: t('list.perPage', { size: each }) }))}
        onChange={(value) => onChange({ size: value === SIZE_DEFAULT ? undefined : value })}
      />
      <button
        type="button"
        className="button"
        disabled={prev === undefined}
        onClick={() => onTurn({ before: prev! })}
      >
        <Icon name="back" />
        {t('list.previous')}
      </button>
      <button
        type="button"
        className="button"
        disabled={next === undefined}
        onClick={() => onTurn({ after: next! })}
      >
        {t('list.next')}
        <Icon name="next" />
      </button>
    </nav>
  )
}
