import { useId } from 'react'
import { TextField } from '../controls/text-field'
import { useTexts } from '../texts/texts'
import { providersIn } from './saml'

interface ProviderNameFieldProps {
  /** metadata that were given; undefined: they are read where they are published */
  readonly xml: string | undefined
}

/** What the provider calls itself: its metadata say it. Only where they describe several, somebody has to. */
export function ProviderNameField({ xml }: ProviderNameFieldProps) {
  const { t } = useTexts()
  const id = useId()
  if (xml === undefined)
    return (
      <TextField
        label={t('saml.itsIdOfSeveral')}
        hint={t('saml.itsIdOfSeveralHint')}
        name="issuer"
        spellCheck={false}
        maxLength={1_000}
      />
    )
  if (xml.trim() === '') return <input type="hidden" name="issuer" value="" />
  const found = providersIn(xml)
  if (found.length > 1)
    return (
      <div className="field">
        <label htmlFor={id}>{t('saml.itsId')}</label>
        <select id={id} name="issuer" className="entry" required defaultValue="">
          <option value="" disabled>
            {t('saml.chooseOne')}
          </option>
          {found.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
        <p className="hint">{t('saml.several', { count: found.length })}</p>
      </div>
    )
  return (
    <div className="field" role="status">
      <span className="label">{t('saml.itsId')}</span>
      {found[0] === undefined ? (
        <p className="field-problem">{t('saml.noProvider')}</p>
      ) : (
        <code>{found[0]}</code>
      )}
      <input type="hidden" name="issuer" value={found[0] ?? ''} />
    </div>
  )
}
