import { Menu } from '@base-ui/react/menu'
import { useState } from 'react'
import { useMay } from '../api/me'
import { Icon } from '../controls/icon'
import { useTexts } from '../texts/texts'
import { AccountHelpDialog, type Help, HelpItems, usePossibleHelp } from './help-items'
import { VerbDialog } from './verb-dialog'
import { type Account, type Verb, VERBS } from './verbs'

/** What can be done to an account, as it stands, by whoever is signed in. */
export function VerbMenu({ account }: { readonly account: Account }) {
  const { t } = useTexts()
  const may = useMay()
  const [chosen, setChosen] = useState<Verb>()
  const [help, setHelp] = useState<Help>()
  const possibleHelp = usePossibleHelp(account)
  const possible = VERBS.filter(({ permission, applies }) => may(permission) && applies(account))
  if (possible.length + possibleHelp.length === 0) return undefined
  return (
    <>
      <Menu.Root>
        <Menu.Trigger className="button">
          {t('account.actions')}
          <Icon name="down" />
        </Menu.Trigger>
        <Menu.Portal>
          <Menu.Positioner className="positioner" sideOffset={6} align="end">
            <Menu.Popup className="menu">
              <HelpItems possible={possibleHelp} onChoose={setHelp} />
              {possibleHelp.length > 0 && possible.length > 0 && <Menu.Separator className="menu-line" />}
              {possible.map((verb) => (
                <Menu.Item
                  key={verb.name}
                  className={verb.weight === 'light' ? 'menu-item' : 'menu-item grave'}
                  onClick={() => setChosen(verb)}
                >
                  {t(`verb.${verb.name}.action`)}
                </Menu.Item>
              ))}
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
      <AccountHelpDialog account={account} help={help} onClose={() => setHelp(undefined)} />
      <VerbDialog account={account} verb={chosen} onClose={() => setChosen(undefined)} />
    </>
  )
}
