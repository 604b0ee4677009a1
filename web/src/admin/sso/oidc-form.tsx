import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useRef } from 'react'
import { api, dataOf, onceOnly } from '../api/client'
import { ActionForm } from '../controls/action-form'
import { TextField } from '../controls/text-field'
import { useTexts } from '../texts/texts'
import type { Provider } from './providers'

interface OidcFormProps {
  readonly provider: Provider
  readonly onBack: () => void
}

/** What a connection of OpenID Connect needs. */
export function OidcForm({ provider, onBack }: OidcFormProps) {
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
      ...(provider.subject && { policy: { mapping: { subject: provider.subject } } }),
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
