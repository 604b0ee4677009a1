import { useState } from 'react'
import { Choice } from '../list/choice'
import { useTexts } from '../texts/texts'
import { useContrast } from './contrast-meter'

const PAGES = ['sign-in', 'sign-up', 'choose-account', 'consent', 'reset-password', 'error'] as const
const MAILS = [
  'mail:trial',
  'mail:welcome',
  'mail:signIn',
  'mail:resetPassword',
  'mail:suspended',
  'mail:deleted',
  'mail:confirmEmail',
] as const
const THEMES = ['light', 'dark'] as const
const SIZES = ['phone', 'desktop'] as const

/** Real pages and mails in looks that are being tried: the server draws them, and nothing in them runs. */
export function BrandPreview({ draft }: { readonly draft: string }) {
  const { t, language } = useTexts()
  const [show, setShow] = useState<string>('sign-in')
  const [theme, setTheme] = useState<string>('light')
  const [size, setSize] = useState<string>('desktop')
  // The server draws nothing in colours that could not be seen: the last good ones stay.
  const { isError } = useContrast(draft)
  const [shown, setShown] = useState(draft)
  if (!isError && shown !== draft) setShown(draft)
  const query = new URLSearchParams({ draft: shown, show, theme, locale: language })
  return (
    <section className="panel studio-preview" aria-label={t('preview.title')}>
      <div className="toolbar">
        <Choice
          label={t('preview.show')}
          value={show}
          options={[...PAGES, ...MAILS].map((value) => ({ value, name: t(`previewPage.${value}`) }))}
          onChange={setShow}
        />
        <Choice
          label={t('preview.theme')}
          value={theme}
          options={THEMES.map((value) => ({ value, name: t(`theme.${value}`) }))}
          onChange={setTheme}
        />
        <Choice
          label={t('preview.size')}
          value={size}
          options={SIZES.map((value) => ({ value, name: t(`preview.${value}`) }))}
          onChange={setSize}
        />
      </div>
      <iframe
        className={`preview-frame ${size}`}
        title={t('preview.title')}
        sandbox="allow-same-origin"
        src={`/admin/v1/branding/preview?${query.toString()}`}
      />
    </section>
  )
}
