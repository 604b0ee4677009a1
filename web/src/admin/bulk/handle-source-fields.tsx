import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { TextField } from '../controls/text-field'
import { domainsQuery } from '../domains/domains-query'
import { useMay } from '../api/me'
import { useTexts } from '../texts/texts'
import type { HandleSource } from './start-import'

/** Nothing of it is to be translated. */
const EXAMPLES = '{{ given }}-{{ family }}, {{ email | localpart }}'

interface HandleSourceFieldsProps {
  readonly source: HandleSource
  readonly onSource: (source: HandleSource) => void
}

/** How handles are made for rows without one. */
export function HandleSourceFields({ source, onSource }: HandleSourceFieldsProps) {
  const { t } = useTexts()
  const id = useId()
  const may = useMay()
  const { data } = useQuery({ ...domainsQuery, enabled: may('domains.view') })
  const domains = (data?.data ?? []).filter(({ isInUse }) => isInUse)
  return (
    <>
      <TextField
        label={t('bulk.template')}
        hint={`${t('bulk.templateHint')} ${EXAMPLES}`}
        value={source.template}
        onChange={({ target }) => onSource({ ...source, template: target.value })}
        maxLength={1_000}
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
      />
      {source.template !== '' && domains.length > 1 && (
        <div className="field">
          <label htmlFor={id}>{t('bulk.templateDomain')}</label>
          <select
            id={id}
            className="entry"
            value={source.domain}
            onChange={({ target }) => onSource({ ...source, domain: target.value })}
          >
            {domains.map(({ domain }, at) => (
              <option key={domain} value={at === 0 ? '' : domain}>
                {domain}
              </option>
            ))}
          </select>
        </div>
      )}
    </>
  )
}
