import { useTranslation } from 'react-i18next'
import type { HandleState } from '../../../../src/portal/portal-state'
import { Field } from '../../controls/field'
import { Notice } from '../../controls/notice'
import { Copied } from '../frame/copied'
import { Facts } from '../frame/facts'
import { Form } from '../frame/form'
import { Panel } from '../frame/panel'
import { PortalFrame } from '../frame/portal-frame'

interface HandleProps {
  readonly state: HandleState
}

/** By which name is the member found? */
export function HandlePage({ state }: HandleProps) {
  const { t } = useTranslation()
  const { member, domains } = state
  return (
    <PortalFrame state={state} title="account.handle.title" lead={t('account.handle.lead')}>
      <Panel title={t('account.handle.present')}>
        <p className="figures">
          <bdi dir="ltr">{member.handle}</bdi>
        </p>
      </Panel>
      {domains.length === 0 ? undefined : <OfService state={state} />}
      <OwnDomain state={state} />
    </PortalFrame>
  )
}

function OfService({ state }: HandleProps) {
  const { t } = useTranslation()
  return (
    <Panel title={t('account.handle.hereTitle')}>
      <Form action={state.action} csrf={state.csrf} className="narrow">
        <Field
          name="handle"
          label={t('account.handle.handle')}
          hint={t('account.handle.hereHint', { domains: state.domains.join(', ') })}
          defaultValue={state.domain ? '' : state.wanted}
          required
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          dir="ltr"
        />
        <div className="actions row">
          <button type="submit" className="button primary">
            {t('account.handle.change')}
          </button>
        </div>
      </Form>
    </Panel>
  )
}

/** What has to be set is shown by an address of its own, which can be come back to. */
function OwnDomain({ state }: HandleProps) {
  const { t } = useTranslation()
  return (
    <Panel title={t('account.handle.ownTitle')}>
      <p>{t('account.handle.ownLead')}</p>
      <form method="get" action={state.action} className="narrow">
        <Field
          name="domain"
          label={t('account.handle.domain')}
          defaultValue={state.domain?.handle ?? ''}
          required
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          dir="ltr"
        />
        <div className="actions row">
          <button type="submit" className="button plain">
            {t(state.domain ? 'account.handle.check' : 'account.handle.show')}
          </button>
        </div>
      </form>
      {state.domain ? <ToSet state={state} domain={state.domain} /> : undefined}
    </Panel>
  )
}

function ToSet({ state, domain }: HandleProps & { readonly domain: NonNullable<HandleState['domain']> }) {
  const { t } = useTranslation()
  const isFound = domain.found === 'this-account'
  const copied = (text: string, label: string) => ({
    name: label,
    value: <Copied text={text} label={label} />,
  })
  return (
    <div className="to-set">
      <Notice kind={isFound ? 'success' : 'info'}>
        {t(`account.handle.found.${domain.found}`, { domain: domain.handle })}
      </Notice>
      {isFound ? (
        <Form action={state.action} csrf={state.csrf}>
          <button type="submit" name="handle" value={domain.handle} className="button primary">
            {t('account.handle.use', { domain: domain.handle })}
          </button>
        </Form>
      ) : (
        <>
          <p>{t('account.handle.step1')}</p>
          <h3>{t('account.handle.txt')}</h3>
          <Facts
            items={[
              copied(domain.txtName, t('account.handle.txtName')),
              copied(domain.txtValue, t('account.handle.txtValue')),
            ]}
          />
          <h3>{t('account.handle.file')}</h3>
          <Facts
            items={[
              copied(domain.url, t('account.handle.fileUrl')),
              copied(state.member.did, t('account.handle.fileContent')),
            ]}
          />
        </>
      )}
    </div>
  )
}
