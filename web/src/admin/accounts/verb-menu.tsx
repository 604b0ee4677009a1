import { Menu } from '@base-ui/react/menu'
import { Icon } from '../controls/icon'
import { useTexts } from '../texts/texts'
import { useScreenSearch } from '../list/search'
import { AccountHelpDialog, HelpItems } from './help-items'
import { usePossibleDeeds } from './possible-deeds'
import { VerbDialog } from './verb-dialog'
import type { Account } from './verbs'

/**
 * What can be done to an account, as it stands, by whoever is signed in. What is about to be done stands in the address:
 * the palette leads to it as well.
 */
export function VerbMenu({ account }: { readonly account: Account }) {
  const { t } = useTexts()
  const { search, change } = useScreenSearch()
  const { helps, verbs } = usePossibleDeeds(account)
  if (verbs.length + helps.length === 0) return undefined
  const deed = search['do']
  const go = (name: string | undefined) => change({ ...search, do: name })
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
              <HelpItems possible={helps} onChoose={go} />
              {helps.length > 0 && verbs.length > 0 && <Menu.Separator className="menu-line" />}
              {verbs.map((verb) => (
                <Menu.Item
                  key={verb.name}
                  className={verb.weight === 'light' ? 'menu-item' : 'menu-item grave'}
                  onClick={() => go(verb.name)}
                >
                  {t(`verb.${verb.name}.action`)}
                </Menu.Item>
              ))}
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
      <AccountHelpDialog
        account={account}
        help={helps.find((help) => help === deed)}
        onClose={() => go(undefined)}
      />
      <VerbDialog
        account={account}
        verb={verbs.find(({ name }) => name === deed)}
        onClose={() => go(undefined)}
      />
    </>
  )
}
