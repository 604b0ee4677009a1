import { useTexts } from '../texts/texts'
import type { Selection } from './selection'

interface RowChoiceProps {
  /** what the row is about */
  readonly name: string
  readonly isOn: boolean
  readonly onChange: (isOn: boolean) => void
}

/** Chooses a row. */
export function RowChoice({ name, isOn, onChange }: RowChoiceProps) {
  const { t } = useTexts()
  return (
    <input
      type="checkbox"
      className="row-choice"
      aria-label={t('selection.choose', { name })}
      checked={isOn}
      onChange={({ target }) => onChange(target.checked)}
    />
  )
}

interface PageChoiceProps<Row> {
  readonly rows: readonly Row[]
  readonly selection: Selection<Row>
}

/** Chooses all rows that are shown. */
export function PageChoice<Row>({ rows, selection: { chosen, choose, idOf } }: PageChoiceProps<Row>) {
  const { t } = useTexts()
  const count = rows.filter((row) => chosen.has(idOf(row))).length
  const isAll = rows.length > 0 && count === rows.length
  return (
    <input
      type="checkbox"
      className="row-choice"
      aria-label={t('selection.page')}
      checked={isAll}
      ref={(box) => {
        if (box) box.indeterminate = count > 0 && !isAll
      }}
      onChange={() => choose(rows, !isAll)}
    />
  )
}
