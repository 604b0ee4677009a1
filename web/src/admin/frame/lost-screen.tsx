import { Link } from '@tanstack/react-router'
import { useTexts } from '../texts/texts'

/** Nothing is at this address. */
export function LostScreen() {
  const { t } = useTexts()
  return (
    <section className="screen">
      <h1>{t('lost.title')}</h1>
      <p className="lead">{t('lost.lead')}</p>
      <p>
        <Link to="/" className="button">
          {t('lost.back')}
        </Link>
      </p>
    </section>
  )
}
