import { useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { api, dataOf, onceOnly } from '../api/client'
import { ActionForm } from '../controls/action-form'
import { Icon } from '../controls/icon'
import { ScreenHead } from '../controls/screen-head'
import { TextField } from '../controls/text-field'
import { useTexts } from '../texts/texts'
import { type Provider, PROVIDERS } from './providers'

/** From the name of a product to a connection that can be tried. */
export function NewConnectionScreen() {
  const { t } = useTexts()
  const [provider, setProvider] = useState<Provider>()
  return (
    <section className="screen">
      <Link to="/sso" className="way-back">
        <Icon name="back" />
        {t('place.sso')}
      </Link>
      <ScreenHead title={t('sso.new')} lead={t('sso.newLead')} />
      {provider ? (
        <ConnectionForm provider={provider} onBack={() => setProvider(undefined)} />
      ) : (
        <ul className="providers" aria-label={t('sso.which')}>
          {PROVIDERS.map((each) => (
            <li key={each.name}>
              <button type="button" className="panel provider" onClick={() => setProvider(each)}>
                <strong>{t(`sso.provider.${each.name}`)}</strong>
                <code>{each.issuer}</code>
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

interface ConnectionFormProps {
  readonly provider: Provider
  readonly onBack: () => void
}

function ConnectionForm({ provider, onBack }: ConnectionFormProps) {
  const { t } = useTexts()
  const navigate = useNavigate()
  const client = useQueryClient()
  const once = useRef(onceOnly())
  const textOf = (form: FormData, name: string) => String(form.get(name) ?? '').trim()
  const make = (form: FormData) => {
    const secret = textOf(form, 'secret')
    const body = {
      kind: 'oidc' as const,
      name: textOf(form, 'name'),
      issuer: textOf(form, 'issuer'),
      settings: { clientId: textOf(form, 'clientId') },
      ...(secret && { secret }),
    }
    return dataOf(api.POST('/admin/v1/sso/connections', { body, headers: once.current }))
  }
  return (
    <div className="panel">
      <p>{t(`sso.steps.${provider.name}`)}</p>
      <ActionForm
        action={t('sso.make')}
        act={make}
        onCancel={onBack}
        onDone={({ id }) => {
          void client.invalidateQueries({ queryKey: ['connections'] })
          void navigate({ to: '/sso/$id', params: { id }, search: {} })
        }}
      >
        <TextField
          label={t('sso.name')}
          hint={t('sso.nameHint')}
          name="name"
          required
          autoFocus
          maxLength={100}
        />
        <TextField
          label={t('sso.issuer')}
          hint={t('sso.issuerHint', { example: provider.issuer })}
          name="issuer"
          type="url"
          required
          spellCheck={false}
          defaultValue={provider.isFixed ? provider.issuer : undefined}
        />
        <TextField label={t('sso.clientId')} name="clientId" required spellCheck={false} />
        <TextField
          label={t('sso.secret')}
          hint={t('sso.secretHint')}
          name="secret"
          type="password"
          autoComplete="off"
        />
      </ActionForm>
    </div>
  )
}
