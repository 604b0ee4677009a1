import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useHandleState } from './use-handle-state'

interface HandleFieldProps {
  readonly handle: string
  readonly domains: readonly string[]
}

/** A handle below one of the domains of the service; says whether it is free once scripts run. */
export function HandleField({ handle, domains }: HandleFieldProps) {
  const { t } = useTranslation()
  const id = useId()
  const [name, setName] = useState(handle)
  const [domain, setDomain] = useState(domains[0] ?? '')
  const full = `${name.trim().toLowerCase()}${domain}`
  const state = useHandleState(name.trim() === '' ? undefined : full)
  return (
    <div className="field">
      <label htmlFor={id}>{t('signUp.handle')}</label>
      <div className="entry" dir="ltr">
        <input
          id={id}
          name="handle"
          value={name}
          onChange={(event) => setName(event.target.value)}
          required
          pattern="[A-Za-z0-9]([A-Za-z0-9\-]*[A-Za-z0-9])?"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          aria-describedby={`${id}-hint ${id}-state`}
        />
        <Domains domains={domains} domain={domain} onChange={setDomain} />
      </div>
      <p className={`state ${state === 'free' ? 'good' : state === 'taken' ? 'bad' : ''}`} id={`${id}-state`} role="status">
        {state === undefined ? '' : t(`signUp.${state}`, { handle: full })}
      </p>
      <p className="hint" id={`${id}-hint`}>
        {t('signUp.handleHint')}
      </p>
    </div>
  )
}

interface DomainsProps {
  readonly domains: readonly string[]
  readonly domain: string
  readonly onChange: (domain: string) => void
}

function Domains({ domains, domain, onChange }: DomainsProps) {
  const { t } = useTranslation()
  if (domains.length === 1) {
    return (
      <>
        <input type="hidden" name="domain" value={domain} />
        <span className="affix">{domain}</span>
      </>
    )
  }
  return (
    <select
      name="domain"
      aria-label={t('signUp.domain')}
      value={domain}
      onChange={(event) => onChange(event.target.value)}
    >
      {domains.map((each) => (
        <option key={each}>{each}</option>
      ))}
    </select>
  )
}
