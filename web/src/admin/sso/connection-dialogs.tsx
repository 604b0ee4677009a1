import { useNavigate } from '@tanstack/react-router'
import { api, dataOf, type Once } from '../api/client'
import { ConfirmDialog } from '../controls/confirm-dialog'
import { TextField } from '../controls/text-field'
import { useTexts } from '../texts/texts'
import { changeConnection, type Connection } from './connection'
import { RuleEntry } from './rules/rule-entry'
import { SETTING_DEFAULTS, SETTING_FIELDS } from './rules/rule-fields'
import { valuesIn } from './rules/rule-values'

/** What can be done to a connection. */
export type ConnectionDeed = 'test' | 'check' | 'edit' | 'secret' | 'enable' | 'disable' | 'remove'

interface ConnectionDialogsProps {
  readonly connection: Connection
  readonly tag: string | undefined
  readonly deed: ConnectionDeed | undefined
  readonly onClose: () => void
}

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
    edit: (form, once) => changeConnection({ connection, tag }, changeOf(connection, form), once),
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

function EditFields({ connection: { kind, name, issuer, settings } }: { readonly connection: Connection }) {
  const { t } = useTexts()
  const isSaml = kind === 'saml'
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
      <TextField
        label={t(isSaml ? 'saml.itsId' : 'sso.issuer')}
        hint={isSaml ? t('saml.itsIdHint') : undefined}
        name="issuer"
        required={!isSaml}
        spellCheck={false}
        defaultValue={issuer}
      />
      {(SETTING_FIELDS[kind] ?? []).map((field) => (
        <RuleEntry key={field.at} field={field} values={{ ...SETTING_DEFAULTS[kind], ...settings }} />
      ))}
    </>
  )
}

function changeOf({ kind }: Connection, form: FormData) {
  const [name, issuer] = ['name', 'issuer'].map((each) => String(form.get(each)).trim())
  return { name: name!, issuer: issuer!, settings: valuesIn(form, SETTING_FIELDS[kind] ?? []) }
}
