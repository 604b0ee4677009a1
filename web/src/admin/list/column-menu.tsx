import { Menu } from '@base-ui/react/menu'
import { memo } from 'react'
import { Icon } from '../controls/icon'
import { useTexts } from '../texts/texts'

interface ColumnMenuProps {
  readonly columns: readonly { readonly id: string; readonly name: string }[]
  readonly hidden: readonly string[]
  readonly onChange: (hidden: readonly string[]) => void
}

/** Which columns a table has. The first one stays: by it one gets to what the row is about. */
export const ColumnMenu = memo(function ColumnMenu({ columns, hidden, onChange }: ColumnMenuProps) {
  const { t } = useTexts()
  const toggle = (id: string, isShown: boolean) =>
    onChange(isShown ? hidden.filter((each) => each !== id) : [...hidden, id])
  return (
    <Menu.Root>
      <Menu.Trigger className="choice">
        {t('list.columns')}
        <Icon name="down" />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className="positioner" sideOffset={6} align="end">
          <Menu.Popup className="menu">
            {columns.slice(1).map(({ id, name }) => (
              <Menu.CheckboxItem
                key={id}
                className="menu-item"
                closeOnClick={false}
                checked={!hidden.includes(id)}
                onCheckedChange={(checked) => toggle(id, checked)}
              >
                <span className="menu-mark">
                  <Menu.CheckboxItemIndicator>
                    <Icon name="check" />
                  </Menu.CheckboxItemIndicator>
                </span>
                {name}
              </Menu.CheckboxItem>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
})
