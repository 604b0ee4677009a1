import { useId } from 'react'
import { TextField } from '../controls/text-field'
import { useTexts } from '../texts/texts'

const LENGTH_MAX = 500_000

interface MetadataFieldProps {
  readonly xml: string
  readonly onChange: (xml: string) => void
}

/** Metadata of a provider: a file, or pasted. */
export function MetadataField({ xml, onChange }: MetadataFieldProps) {
  const { t } = useTexts()
  const id = useId()
  return (
    <>
      <div className="field">
        <label htmlFor={id}>{t('saml.file')}</label>
        <input
          id={id}
          type="file"
          className="entry"
          accept=".xml,application/xml,text/xml,application/samlmetadata+xml"
          onChange={({ target }) => void target.files?.[0]?.text().then(onChange)}
        />
      </div>
      <TextField
        label={t('saml.xml')}
        hint={t('saml.xmlHint')}
        isLong
        required
        spellCheck={false}
        maxLength={LENGTH_MAX}
        value={xml}
        onChange={({ target }) => onChange(target.value)}
      />
    </>
  )
}
