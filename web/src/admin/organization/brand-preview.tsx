import { useState } from 'react'
import { LANGUAGES } from '../../i18n/languages'
import { languageName } from '../controls/language-name'
import { Choice } from '../list/choice'
import { useTexts } from '../texts/texts'
import { useContrast } from './contrast-meter'
import { PREVIEW_MAILS } from './preview-mails'

const PAGES = ['sign-in', 'sign-up', 'choose-account', 'consent', 'reset-password', 'error'] as const
const KINDS = ['pages', 'mails'] as const
const THEMES = ['light', 'dark'] as const
const SIZES = ['phone', 'desktop'] as const
const LOCALES = LANGUAGES.map((tag) => ({ value: tag as string, name: languageName(tag) }))

/** Real pages and mails in looks that are being tried: the server draws them, and nothing in them runs. */
export function BrandPreview({ draft }: { readonly draft: string }) {
  const { t, language } = useTexts()
  const [kind, setKind] = useState<string>('pages')
  const [page, setPage] = useState<string>('sign-in')
  const [mail, setMail] = useState<string>('welcome')
  const [locale, setLocale] = useState<string>(language)
  const [theme, setTheme] = useState<string>('light')
  const [size, setSize] = useState<string>('desktop')
  // The server draws nothing in colours that could not be seen: the last good ones stay.
  const { isError } = useContrast(draft)
  const [shown, setShown] = useState(draft)
  if (!isError && shown !== draft) setShown(draft)
  const show = kind === 'pages' ? page : `mail:${mail}`
  const query = new URLSearchParams({ draft: shown, show, theme, locale })
  const named = <Value extends string>(values: readonly Value[], name: (value: Value) => string) =>
    values.map((value) => ({ value, name: name(value) }))
  return (
    <section className="panel studio-preview" aria-label={t('preview.title')}>
      <div className="toolbar">
        <Choice
          label={t('preview.kind')}
          value={kind}
          options={named(KINDS, (value) => t(`preview.${value}`))}
          onChange={setKind}
        />
        {kind === 'pages' ? (
          <Choice
            label={t('preview.show')}
            value={page}
            options={named(PAGES, (value) => t(`previewPage.${value}`))}
            onChange={setPage}
          />
        ) : (
          <Choice
            label={t('preview.show')}
            value={mail}
            options={named(PREVIEW_MAILS, (value) => t(`previewMail.${value}`))}
            onChange={setMail}
          />
        )}
        <Choice label={t('preview.language')} value={locale} options={LOCALES} onChange={setLocale} />
        <Choice
          label={t('preview.theme')}
          value={theme}
          options={named(THEMES, (value) => t(`theme.${value}`))}
          onChange={setTheme}
        />
        <Choice
          label={t('preview.size')}
          value={size}
          options={named(SIZES, (value) => t(`preview.${value}`))}
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
