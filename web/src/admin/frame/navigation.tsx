import { Link } from '@tanstack/react-router'
import { useMay } from '../api/me'
import { Icon } from '../controls/icon'
import { useTexts } from '../texts/texts'
import { PLACES } from './places'

/** The places of the dashboard, as far as somebody may go there. */
export function Navigation({ onLeave }: { readonly onLeave?: () => void }) {
  const { t } = useTexts()
  const may = useMay()
  const groups = PLACES.map((group) => group.filter(({ permission }) => may(permission)))
  return (
    <nav className="navigation" aria-label={t('frame.navigation')}>
      {groups
        .filter((group) => group.length > 0)
        .map((group) => (
          <ul key={group[0]!.to}>
            {group.map(({ to, name, icon }) => (
              <li key={to}>
                <Link to={to} activeOptions={{ exact: to === '/' }} {...(onLeave && { onClick: onLeave })}>
                  <Icon name={icon} />
                  {t(`place.${name}`)}
                </Link>
              </li>
            ))}
          </ul>
        ))}
    </nav>
  )
}
