import { useQuery } from '@tanstack/react-query'
import { useId, useRef, useState } from 'react'
import { rolesQuery } from '../../roles/roles-query'
import { useRoleNames } from '../../roles/use-role-names'
import { useTexts } from '../../texts/texts'
import type { RuleColumn } from './rule-fields'
import { entryOf } from './rule-values'

type Row = Readonly<Record<string, unknown>>

interface RuleRowsProps {
  readonly at: string
  readonly label: string
  readonly hint: string | undefined
  readonly columns: readonly RuleColumn[]
  /** as they are kept */
  readonly rows: readonly Row[]
}

/** Several rules of one kind, as many as somebody wants. */
export function RuleRows({ at, label, hint, columns, rows }: RuleRowsProps) {
  const { t } = useTexts()
  const id = useId()
  const count = useRef(rows.length)
  const [shown, setShown] = useState(rows.map((row, key) => ({ key, row })))
  return (
    <div className="field" role="group" aria-labelledby={id}>
      <span className="label" id={id}>
        {label}
      </span>
      {hint && <p className="hint">{hint}</p>}
      <ol className="rule-rows">
        {shown.map(({ key, row }, index) => (
          <li key={key}>
            {columns.map((column) => (
              <Cell
                key={column.name}
                name={`${at}.${column.name}`}
                column={column}
                value={row[column.name]}
              />
            ))}
            <button
              type="button"
              className="button"
              aria-label={t('rules.removeRow', { number: index + 1, what: label })}
              onClick={() => setShown(shown.filter((one) => one.key !== key))}
            >
              {t('rules.remove')}
            </button>
          </li>
        ))}
      </ol>
      <button
        type="button"
        className="button"
        aria-label={t('rules.addRow', { what: label })}
        onClick={() => setShown([...shown, { key: count.current++, row: {} }])}
      >
        {t('rules.add')}
      </button>
    </div>
  )
}

interface CellProps {
  readonly name: string
  readonly column: RuleColumn
  readonly value: unknown
}

function Cell({ name, column, value }: CellProps) {
  const { nameOf } = useTexts()
  const id = useId()
  const shared = { id, name, className: 'entry', defaultValue: entryOf(column, value) }
  const { kind } = column
  return (
    <div>
      <label htmlFor={id}>{nameOf('rules.column', column.name)}</label>
      {kind === 'choice' ? (
        <select {...shared} defaultValue={shared.defaultValue || column.options[0]}>
          {column.options.map((option) => (
            <option key={option} value={option}>
              {nameOf(`rules.cell.${column.name}`, option)}
            </option>
          ))}
        </select>
      ) : kind === 'role' ? (
        <RoleSelect {...shared} />
      ) : (
        <input
          {...shared}
          type={kind === 'text' ? 'text' : 'number'}
          min={kind === 'days' ? 1 : 0}
          step={kind === 'megabytes' ? 'any' : undefined}
          required={column.isNeeded}
          spellCheck={false}
          autoCapitalize="none"
        />
      )}
    </div>
  )
}

interface RoleSelectProps {
  readonly id: string
  readonly name: string
  readonly className: string
  readonly defaultValue: string
}

/** Groups give the roles that every service has. */
function RoleSelect(props: RoleSelectProps) {
  const roleName = useRoleNames()
  const known = useQuery(rolesQuery).data?.data.map(({ id }) => id as string) ?? []
  const options = [...new Set([props.defaultValue, ...known])].filter((id) => id !== '')
  return (
    // Known a moment later, it is another one.
    <select key={options.length} {...props} required>
      {options.map((id) => (
        <option key={id} value={id}>
          {roleName(id)}
        </option>
      ))}
    </select>
  )
}
