import { useState } from 'react'
import { api, dataOf, type Once } from '../api/client'
import { ConfirmDialog } from '../controls/confirm-dialog'
import { useTexts } from '../texts/texts'
import type { Connection } from './connection'
import { MetadataField } from './metadata-field'
import { giveMetadata, refreshMetadata } from './saml'

/** What can be done to what this server and a provider of SAML know of each other. */
export type SamlDeed = 'give' | 'refresh' | 'add' | 'use'

interface SamlDialogsProps {
  readonly connection: Connection
  readonly deed: SamlDeed | undefined
  readonly onClose: () => void
}

/** Asks before it is done. */
export function SamlDialogs({ connection: { id }, deed, onClose }: SamlDialogsProps) {
  const { t } = useTexts()
  const [xml, setXml] = useState('')
  const name = deed ?? 'add'
  const params = { path: { id } }
  const calls: Readonly<Record<SamlDeed, (form: FormData, once: Once) => Promise<unknown>>> = {
    give: (_form, once) => giveMetadata(id, xml, once),
    refresh: (_form, once) => refreshMetadata(id, once),
    add: (_form, headers) =>
      dataOf<unknown>(api.POST('/admin/v1/sso/connections/{id}/saml/certificates', { params, headers })),
    use: (_form, headers) =>
      dataOf<unknown>(api.POST('/admin/v1/sso/connections/{id}/saml/certificates/use', { params, headers })),
  }
  return (
    <ConfirmDialog
      open={deed !== undefined}
      onClose={() => {
        setXml('')
        onClose()
      }}
      title={t(`saml.${name}`)}
      lead={t(`saml.${name}Lead`)}
      action={t(`saml.${name}`)}
      isGrave={name === 'use'}
      act={calls[name]}
      done={t(`saml.${name}Done`)}
    >
      {name === 'give' && <MetadataField xml={xml} onChange={setXml} />}
    </ConfirmDialog>
  )
}
