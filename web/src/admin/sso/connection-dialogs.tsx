import { useNavigate } from '@tanstack/react-router'
import { ApiProblem } from '../api/api-problem'
import { api, dataOf, type Once } from '../api/client'
import { ConfirmDialog } from '../controls/confirm-dialog'
import { TextField } from '../controls/text-field'
import { useTexts } from '../texts/texts'
import { changeConnection, type Connection } from './connection'
import { PolicyTrial } from './policy-trial'

/** What can be done to a connection. */
export type ConnectionDeed = 'test' | 'check' | 'edit' | 'secret' | 'enable' | 'disable' | 'remove'

interface ConnectionDialogsProps {
  readonly connection: Connection
  readonly tag: string | undefined
  readonly deed: ConnectionDeed | undefined
  readonly onClose: () => void
}

const jsonText = (value: object) => JSON.stringify(value, undefined, 2)

/** Asks before something is done to a connection. */
export function ConnectionDialogs({ connection, tag, deed, onClose }: ConnectionDialogsProps) {
  const { t } = useTexts()
  const navigate = useNavigate()
  const name = deed ?? 'check'
  const params = { path: { id: connection.id } }
  const calls: Readonly<Record<ConnectionDeed, (form: FormData, once: Once) => Promise<unknown>>> = {
    check: (_form, headers) => dataOf(api.POST('/admin/v1/sso/connections/{id}/health', { params, headers })),
    test: async (_form, headers) => {
      const { url } = await dataOf(api.POST('/admin/v1/sso/connections/{id}/test', { params, headers }))
      window.open(url, '_blank', 'noopener')
      void navigate({ to: '/sso/$id', params: { id: connection.id }, search: { tab: 'traces' } })
    },
    enable: (_form, headers) =>
      dataOf(api.POST('/admin/v1/sso/connections/{id}/enable', { params, headers })),
    disable: (_form, headers) =>
      dataOf(api.POST('/admin/v1/sso/connections/{id}/disable', { params, headers })),
    secret: (form, headers) => {
      const body = { secret: String(form.get('secret')) }
      return dataOf<unknown>(
        api.POST('/admin/v1/sso/connections/{id}/rotate-secret', { params, body, headers }),
      )
    },
    remove: async () => {
      await dataOf<unknown>(api.DELETE('/admin/v1/sso/connections/{id}', { params }))
      void navigate({ to: '/sso', search: {} })
    },
    edit: (form, once) => changeConnection({ connection, tag }, changeOf(form), once),
  }
  return (
    <ConfirmDialog
      open={deed !== undefined}
      onClose={onClose}
      title={t(`sso.${name}`)}
      lead={t(`sso.${name}Lead`)}
      action={t(`sso.${name}`)}
      isGrave={name === 'remove' || name === 'disable'}
      act={calls[name]}
      done={t(`sso.${name}Done`)}
    >
      {name === 'secret' && (
        <TextField
          label={t('sso.secret')}
          name="secret"
          type="password"
          autoComplete="off"
          required
          autoFocus
        />
      )}
      {name === 'edit' && <EditFields connection={connection} />}
    </ConfirmDialog>
  )
}

function EditFields({
  connection: { id, name, issuer, settings, policy },
}: {
  readonly connection: Connection
}) {
  const { t } = useTexts()
  const json = { isLong: true, spellCheck: false, required: true } as const
  return (
    <>
      <TextField
        label={t('sso.name')}
        hint={t('sso.nameHint')}
        name="name"
        required
        autoFocus
        maxLength={100}
        defaultValue={name}
      />
      <TextField label={t('sso.issuer')} name="issuer" required spellCheck={false} defaultValue={issuer} />
      <TextField label={t('sso.settings')} name="settings" {...json} defaultValue={jsonText(settings)} />
      <TextField
        label={t('sso.policy')}
        hint={t('sso.policyHint')}
        name="policy"
        {...json}
        defaultValue={jsonText(policy)}
      />
      <PolicyTrial id={id} policyIn={(form) => jsonOf(form, 'policy')} />
    </>
  )
}

function changeOf(form: FormData) {
  const [name, issuer] = ['name', 'issuer'].map((each) => String(form.get(each)).trim())
  return { name: name!, issuer: issuer!, settings: jsonOf(form, 'settings'), policy: jsonOf(form, 'policy') }
}

/** What is written as JSON. @throws {ApiProblem} at the field, where it is none */
function jsonOf(form: FormData, name: string): Record<string, unknown> {
  const text = String(form.get(name))
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch (error) {
    throw new ApiProblem(400, 'invalid_json', String(error), undefined, [{ at: name, message: 'JSON' }])
  }
}
