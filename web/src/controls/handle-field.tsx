import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Field } from './field'
import { useHandleEntry } from './use-handle-entry'
import { useHandleState } from './use-handle-state'
import { useIsAlive } from './use-is-alive'

interface HandleFieldProps {
  /** what was entered before, whole */
  readonly handle: string
  /** endings, each with its dot */
  readonly domains: readonly string[]
}

/** A new handle. Once scripts run, its ending is chosen, and it is said whether the handle is free. */
export function HandleField(props: HandleFieldProps) {
  const isAlive = useIsAlive()
  return isAlive ? <LiveHandle {...props} /> : <WholeHandle {...props} />
}

function WholeHandle({ handle, domains }: HandleFieldProps) {
  const { t } = useTranslation()
  const hint = [t('signUp.handleHint'), t('signUp.handleEnds', { domains: domains.join(', ') })].join(' ')
  return (
    <Field
      name="handle"
      label={t('signUp.handle')}
      hint={hint}
      defaultValue={handle}
      required
      autoComplete="username"
      autoCapitalize="none"
      spellCheck={false}
      dir="ltr"
    />
  )
}

function LiveHandle({ handle, domains }: HandleFieldProps) {
  const { t } = useTranslation()
  const id = useId()
  const { name, domain, whole, asked, setName, setDomain } = useHandleEntry(handle, domains)
  const state = useHandleState(asked)
  return (
    <div className="field">
      <label htmlFor={id}>{t('signUp.handle')}</label>
      <div className="entry" dir="ltr">
        <input type="hidden" name="handle" value={whole} />
        <input
          id={id}
          type="text"
          value={name}
          onChange={(event) => setName(event.target.value)}
          required
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          aria-describedby={`${id}-hint`}
        />
        <Ending domains={domains} domain={domain} onChange={setDomain} />
      </div>
      <p className={`state ${state ?? ''}`} role="status">
        {state === undefined ? '' : t(`signUp.${state}`, { handle: whole })}
      </p>
      <p className="hint" id={`${id}-hint`}>
        {t('signUp.handleHint')}
      </p>
    </div>
  )
}

interface EndingProps {
  readonly domains: readonly string[]
  readonly domain: string
  readonly onChange: (domain: string) => void
}

function Ending({ domains, domain, onChange }: EndingProps) {
  const { t } = useTranslation()
  if (domains.length < 2) return <span className="affix">{domain}</span>
  return (
    <select aria-label={t('signUp.domain')} value={domain} onChange={(event) => onChange(event.target.value)}>
      {domains.map((each) => (
        <option key={each}>{each}</option>
      ))}
    </select>
  )
}
