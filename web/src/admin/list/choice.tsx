import { Select } from '@base-ui/react/select'
import { memo, useState } from 'react'
import { Icon } from '../controls/icon'
import { useLatest } from './use-latest'

/** Something to choose. */
export interface Option {
  readonly value: string
  readonly name: string
}

interface ChoiceProps {
  readonly label: string
  readonly value: string
  readonly options: readonly Option[]
  readonly onChange: (value: string) => void
  /** whether something else than usual is chosen */
  readonly isSet?: boolean
}

/** One of several, chosen from a list that opens. */
export function Choice({ options, onChange, ...props }: ChoiceProps) {
  return <Drawn {...props} options={useSame(options)} onChange={useLatest(onChange)} />
}

/** The former options as long as the new ones say the same. */
function useSame(options: readonly Option[]): readonly Option[] {
  const [kept, setKept] = useState(options)
  const isSame =
    kept.length === options.length &&
    kept.every(({ value, name }, at) => value === options[at]!.value && name === options[at]!.name)
  if (isSame) return kept
  setKept(options)
  return options
}

/** Drawn again only if something of it has changed: a screen may have many, and each takes as long as rows of a table. */
const Drawn = memo(function Drawn({ label, value, options, onChange, isSet = false }: ChoiceProps) {
  return (
    <Select.Root
      value={value}
      items={options.map(({ value: each, name }) => ({ value: each, label: name }))}
      onValueChange={(chosen: string | null) => onChange(chosen ?? '')}
    >
      <Select.Trigger className={isSet ? 'choice set' : 'choice'} aria-label={label}>
        <Select.Value />
        <Select.Icon className="choice-icon">
          <Icon name="down" />
        </Select.Icon>
      </Select.Trigger>
      <Select.Portal>
        <Select.Positioner className="positioner" sideOffset={6} alignItemWithTrigger={false}>
          <Select.Popup className="menu">
            <Select.List>
              {options.map(({ value: each, name }) => (
                <Select.Item key={each} value={each} className="menu-item">
                  <span className="menu-mark">
                    <Select.ItemIndicator>
                      <Icon name="check" />
                    </Select.ItemIndicator>
                  </span>
                  <Select.ItemText>{name}</Select.ItemText>
                </Select.Item>
              ))}
            </Select.List>
          </Select.Popup>
        </Select.Positioner>
      </Select.Portal>
    </Select.Root>
  )
})
