import { Select } from '@base-ui/react/select'
import { Icon } from '../controls/icon'

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
export function Choice({ label, value, options, onChange, isSet = false }: ChoiceProps) {
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
}
