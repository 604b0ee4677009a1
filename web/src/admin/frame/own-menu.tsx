import { Menu } from '@base-ui/react/menu'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useMe } from '../api/me'
import { signOut } from '../api/sign-out'
import { Icon } from '../controls/icon'
import { ADMIN_LANGUAGES, LANGUAGE_NAMES, rememberLanguage } from '../texts/admin-languages'
import { useTexts } from '../texts/texts'
import { useAnnounce } from './announcements'
import { chosenTheme, showTheme, type ThemeChoice, THEMES } from './theme'

/** What whoever is signed in sets for themselves, and the way out. */
export function OwnMenu() {
  const { t, nameOf } = useTexts()
  const me = useMe()
  return (
    <Menu.Root>
      <Menu.Trigger className="icon-button own" aria-label={t('own.menu')}>
        <Icon name="person" />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className="positioner" sideOffset={6} align="end">
          <Menu.Popup className="menu">
            <div className="menu-head">
              <strong>{me.handle ?? me.id ?? t('own.password')}</strong>
              {me.role && <span>{nameOf('role', me.role)}</span>}
            </div>
            <ThemeChoices />
            <LanguageChoices />
            <Menu.Separator className="menu-line" />
            <SignOut />
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}

function ThemeChoices() {
  const { t } = useTexts()
  const [theme, setTheme] = useState(chosenTheme)
  const choose = (next: ThemeChoice) => {
    showTheme(next)
    setTheme(next)
  }
  return (
    <Menu.RadioGroup value={theme} onValueChange={choose}>
      <Menu.GroupLabel className="menu-label">{t('own.theme')}</Menu.GroupLabel>
      {THEMES.map((each) => (
        <Menu.RadioItem key={each} value={each} className="menu-item">
          <span className="menu-mark">
            <Menu.RadioItemIndicator>
              <Icon name="check" />
            </Menu.RadioItemIndicator>
          </span>
          {t(`theme.${each}`)}
        </Menu.RadioItem>
      ))}
    </Menu.RadioGroup>
  )
}

function LanguageChoices() {
  const { t, language } = useTexts()
  const choose = (next: (typeof ADMIN_LANGUAGES)[number]) => {
    rememberLanguage(next)
    location.reload()
  }
  return (
    <Menu.RadioGroup value={language} onValueChange={choose}>
      <Menu.GroupLabel className="menu-label">{t('own.language')}</Menu.GroupLabel>
      {ADMIN_LANGUAGES.map((each) => (
        <Menu.RadioItem key={each} value={each} className="menu-item" lang={each}>
          <span className="menu-mark">
            <Menu.RadioItemIndicator>
              <Icon name="check" />
            </Menu.RadioItemIndicator>
          </span>
          {LANGUAGE_NAMES[each]}
        </Menu.RadioItem>
      ))}
    </Menu.RadioGroup>
  )
}

function SignOut() {
  const { t } = useTexts()
  const client = useQueryClient()
  const announce = useAnnounce()
  const isMember = useMe().type === 'member'
  const leave = async () => {
    try {
      const next = await signOut(isMember)
      client.clear()
      if (next === undefined) location.reload()
      else location.assign(next)
    } catch {
      announce(t('own.signOutFailed'), 'error')
    }
  }
  return (
    <Menu.Item className="menu-item" onClick={() => void leave()}>
      <span className="menu-mark" />
      {t('own.signOut')}
    </Menu.Item>
  )
}
