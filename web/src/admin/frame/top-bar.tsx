import { Dialog } from '@base-ui/react/dialog'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Icon } from '../controls/icon'
import { useTexts } from '../texts/texts'
import { Navigation } from './navigation'
import { OwnMenu } from './own-menu'
import { useService } from './service-context'

interface TopBarProps {
  readonly onFind: () => void
  readonly onHelp: () => void
}

const isMac = navigator.platform.startsWith('Mac')

/** The bar above everything: whose service it is, where to find things, who is signed in. */
export function TopBar({ onFind, onHelp }: TopBarProps) {
  const { t } = useTexts()
  const { name, logo } = useService()
  return (
    <header className="top-bar">
      <NavigationDrawer />
      <Link to="/" className="service">
        {logo === undefined ? (
          <span className="service-mark">{name.slice(0, 1)}</span>
        ) : (
          <img src={logo} alt="" />
        )}
        <span className="service-name">{name}</span>
      </Link>
      <button type="button" className="find" onClick={onFind} aria-keyshortcuts="Control+K Meta+K">
        <Icon name="search" />
        <span className="find-words">{t('frame.find')}</span>
        <kbd>{isMac ? '⌘K' : 'Ctrl K'}</kbd>
      </button>
      <button type="button" className="icon-button" onClick={onHelp} aria-label={t('frame.help')}>
        <Icon name="help" />
      </button>
      <OwnMenu />
    </header>
  )
}

/** On small screens, the navigation comes out of the side. */
function NavigationDrawer() {
  const { t } = useTexts()
  const [isOpen, setOpen] = useState(false)
  return (
    <Dialog.Root open={isOpen} onOpenChange={setOpen}>
      <Dialog.Trigger className="icon-button drawer-button" aria-label={t('frame.openNavigation')}>
        <Icon name="menu" />
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup className="drawer">
          <div className="drawer-head">
            <Dialog.Title className="drawer-title">{t('frame.navigation')}</Dialog.Title>
            <Dialog.Close className="icon-button" aria-label={t('action.close')}>
              <Icon name="close" />
            </Dialog.Close>
          </div>
          <Navigation onLeave={() => setOpen(false)} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
