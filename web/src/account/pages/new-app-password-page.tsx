import { useTranslation } from 'react-i18next'
import type { NewAppPasswordState } from '../../../../src/portal/portal-state'
import { Choice } from '../../controls/choice'
import { Field } from '../../controls/field'
import { Copied } from '../frame/copied'
import { Form } from '../frame/form'
import { Panel } from '../frame/panel'
import { PortalFrame } from '../frame/portal-frame'
import { Select } from '../frame/select'
import { useNumbers } from '../frame/use-numbers'

interface NewProps {
  readonly state: NewAppPasswordState
}

/** A password for one more application; once it is made, it is shown and never again. */
export function NewAppPasswordPage({ state }: NewProps) {
  const { t } = useTranslation()
  if (state.made) return <Made state={state} made={state.made} />
  return (
    <PortalFrame state={state} title="account.passwords.new" lead={t('account.passwords.newLead')}>
      <Form action={state.action} csrf={state.csrf} className="narrow">
        <Entries state={state} />
        <div className="actions row">
          <button type="submit" className="button primary">
            {t('account.passwords.create')}
          </button>
          <a className="button quiet" href={`${state.root}/app-passwords`}>
            {t('account.action.cancel')}
          </a>
        </div>
      </Form>
    </PortalFrame>
  )
}

function Entries({ state }: NewProps) {
  const { t } = useTranslation()
  const { days } = useNumbers()
  return (
    <div className="stack">
      <Field
        name="name"
        label={t('account.passwords.name')}
        defaultValue={state.name}
        required
        maxLength={256}
        autoComplete="off"
      />
      <Select name="days" label={t('account.passwords.days')}>
        <option value="">
          {t(state.isEndless ? 'account.passwords.endless' : 'account.passwords.longest')}
        </option>
        {state.lifetimesDays.map((count) => (
          <option key={count} value={count}>
            {days(count)}
          </option>
        ))}
      </Select>
      <Choice
        name="privileged"
        value="on"
        label={t('account.passwords.privilegedLabel')}
        hint={t('account.passwords.privilegedHint')}
      />
    </div>
  )
}

function Made({ state, made }: NewProps & { readonly made: NonNullable<NewAppPasswordState['made']> }) {
  const { t } = useTranslation()
  const label = t('account.passwords.secret', { name: made.name })
  return (
    <PortalFrame state={state} title="account.passwords.madeTitle" lead={t('account.passwords.madeLead')}>
      <Panel title={label}>
        <p className="secret">
          <Copied text={made.secret} label={label} />
        </p>
      </Panel>
      <div className="actions row">
        <a className="button primary" href={`${state.root}/app-passwords`}>
          {t('account.passwords.done')}
        </a>
      </div>
    </PortalFrame>
  )
}
