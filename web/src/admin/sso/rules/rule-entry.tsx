import { useId } from 'react'
import { TextField } from '../../controls/text-field'
import { useTexts } from '../../texts/texts'
import type { RuleField } from './rule-fields'
import { RuleRows } from './rule-rows'
import { valueAt } from './rule-values'

const DAYS_MAX = 3_650

interface RuleEntryProps {
  readonly field: RuleField
  /** all that is set */
  readonly values: Readonly<Record<string, unknown>>
}

/** Where something is entered that a connection can say. */
export function RuleEntry({ field, values }: RuleEntryProps) {
  const { nameOf } = useTexts()
  const { at, kind } = field
  const value = valueAt(values, at)
  const label = nameOf('rules.field', at)
  const hint = nameOf('rules.hint', at, '') || undefined
  if (kind === 'rows')
    return <RuleRows at={at} label={label} hint={hint} columns={field.columns} rows={(value ?? []) as []} />
  if (kind === 'flag')
    return (
      <label className="check">
        <input type="checkbox" name={at} defaultChecked={value === true} />
        <span>
          {label}
          {hint && <span className="hint">{hint}</span>}
        </span>
      </label>
    )
  if (kind === 'choice')
    return <RuleChoice at={at} label={label} hint={hint} options={field.options} value={value} />
  if (kind === 'lines')
    return (
      <TextField
        {...{ label, hint, name: at }}
        isLong
        spellCheck={false}
        autoCapitalize="none"
        defaultValue={((value ?? []) as readonly string[]).join('\n')}
      />
    )
  if (kind === 'days')
    return (
      <TextField
        {...{ label, hint, name: at }}
        type="number"
        min={field.min}
        max={DAYS_MAX}
        required
        defaultValue={value as number}
      />
    )
  return (
    <TextField
      {...{ label, hint, name: at }}
      required={field.isNeeded}
      spellCheck={false}
      autoCapitalize="none"
      defaultValue={value as string | undefined}
    />
  )
}

interface RuleChoiceProps {
  readonly at: string
  readonly label: string
  readonly hint: string | undefined
  readonly options: readonly string[]
  readonly value: unknown
}

function RuleChoice({ at, label, hint, options, value }: RuleChoiceProps) {
  const { nameOf } = useTexts()
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        name={at}
        className="entry"
        defaultValue={(value as string | undefined) ?? options[0]}
        aria-describedby={hint && `${id}-hint`}
      >
        {options.map((option) => (
          <option key={option} value={option}>
            {nameOf(`rules.option.${at.split('.').at(-1)}`, option)}
          </option>
        ))}
      </select>
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  )
}
