import { useId } from 'react'
import { useMay } from '../api/me'
import { TextField } from '../controls/text-field'
import { useTexts } from '../texts/texts'
import { RoleFields, roleIn } from './role-fields'

const DAY_MS = 86_400_000
const DAYS_MAX = 365
const CLASSES = ['personal', 'institutional', 'team', 'service'] as const

interface TermFieldsProps {
  /** undefined: codes are good for ever where nothing is said */
  readonly daysDefault?: number
  /** what goes with a code that gives a role, where that is not so anyway */
  readonly roleHint?: string
}

/** What is to hold for whoever uses a code. */
export function TermFields({ daysDefault, roleHint }: TermFieldsProps) {
  const { t } = useTexts()
  const may = useMay()
  const id = useId()
  return (
    <>
      <TextField
        label={t('newInvites.days')}
        hint={daysDefault === undefined ? t('newInvites.daysHint') : undefined}
        name="days"
        type="number"
        defaultValue={daysDefault}
        min={1}
        max={DAYS_MAX}
        required={daysDefault !== undefined}
      />
      <TextField
        label={t('newInvites.domain')}
        hint={t('newInvites.domainHint')}
        name="domain"
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
      />
      <TextField
        label={t('newInvites.handle')}
        hint={t('newInvites.handleHint')}
        name="handle"
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
      />
      <div className="field">
        <label htmlFor={id}>{t('memberFacts.class')}</label>
        <select id={id} name="class" className="entry" defaultValue="">
          <option value="">{t('newInvites.noClass')}</option>
          {CLASSES.map((name) => (
            <option key={name} value={name}>
              {t(`class.${name}`)}
            </option>
          ))}
        </select>
      </div>
      {may('roles.assign') && may('roles.view') && <RoleFields hint={roleHint} />}
    </>
  )
}

/** What was entered there, as it is sent. */
export function termsIn(form: FormData) {
  const text = (name: string) => String(form.get(name)).trim()
  const [days, domain, accountClass] = [Number(text('days')), text('domain'), text('class')]
  const handle = text('handle').replace(/^@/, '')
  return {
    ...(days > 0 && { expiresAt: new Date(Date.now() + days * DAY_MS).toISOString() }),
    ...(domain !== '' && { handleDomain: domain.replace(/^\./, '') }),
    ...(handle !== '' && { prefill: { handle } }),
    ...(accountClass !== '' && { accountClass: accountClass as (typeof CLASSES)[number] }),
    ...roleIn(form),
  }
}
