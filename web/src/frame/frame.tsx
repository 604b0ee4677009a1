import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useLook } from './use-look'

interface FrameProps {
  readonly isWide?: boolean
  readonly children: ReactNode
}

/** What is around every page: the organization above, its links below. */
export function Frame({ isWide = false, children }: FrameProps) {
  const { t } = useTranslation()
  const { hasPicture } = useLook()
  return (
    <div className={hasPicture ? 'frame on-picture' : 'frame'}>
      <a className="skip" href="#content">
        {t('frame.skip')}
      </a>
      <div className={isWide ? 'card wide' : 'card'}>
        <Brand />
        <main id="content" tabIndex={-1}>
          {children}
        </main>
      </div>
      <Foot />
    </div>
  )
}

/** The organization. */
export function Brand() {
  const { serviceName, logo } = useLook()
  return (
    <header className="brand">
      {logo === undefined ? <span>{serviceName}</span> : <img src={logo} alt={serviceName} />}
    </header>
  )
}

/** The links of the organization. */
export function Foot() {
  const { t } = useTranslation()
  const { links, footer } = useLook()
  const shown = [
    { url: links.home, text: t('frame.home') },
    { url: links.support, text: t('frame.support') },
    { url: links.privacyPolicy, text: t('frame.privacy') },
    { url: links.termsOfService, text: t('frame.terms') },
  ].filter(({ url }) => url !== undefined)
  if (shown.length === 0 && footer === undefined) return undefined
  return (
    <footer className="foot">
      {shown.length > 0 && (
        <nav aria-label={t('frame.links')}>
          <ul>
            {shown.map(({ url, text }) => (
              <li key={url}>
                <a href={url} rel="noreferrer">
                  {text}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      )}
      {footer !== undefined && <p className="imprint">{footer}</p>}
    </footer>
  )
}
