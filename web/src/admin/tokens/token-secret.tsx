import { CopyButton } from '../controls/copy-button'
import { useTexts } from '../texts/texts'

/** A token, the only time that it is shown. */
export function TokenSecret({ secret }: { readonly secret: string }) {
  const { t } = useTexts()
  return (
    <div className="stack">
      <p className="panel warning">{t('tokens.once')}</p>
      <p className="secret">
        <code>{secret}</code>
        <CopyButton text={secret} what={t('tokens.token')} />
      </p>
    </div>
  )
}
