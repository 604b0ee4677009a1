import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { api, dataOf, onceOnly } from '../api/client'
import { ActionForm } from '../controls/action-form'
import { TextField } from '../controls/text-field'
import { useProblemText } from '../controls/use-problem-text'
import { useAnnounce } from '../frame/announcements'
import { Choice } from '../list/choice'
import { useTexts } from '../texts/texts'
import { MetadataField } from './metadata-field'
import { ProviderNameField } from './provider-name-field'
import type { SamlProviderKind } from './providers'
import { giveMetadata, refreshMetadata } from './saml'

const SOURCES = ['url', 'upload'] as const
type Source = (typeof SOURCES)[number]

interface SamlFormProps {
  readonly provider: SamlProviderKind
  readonly onBack: () => void
}

/** What a connection of SAML needs: above all, what the provider says of itself. */
export function SamlForm({ provider, onBack }: SamlFormProps) {
  const { t } = useTexts()
  const navigate = useNavigate()
  const client = useQueryClient()
  const announce = useAnnounce()
  const textOf = useProblemText()
  const [making, reading] = [useRef(onceOnly()), useRef(onceOnly())]
  const [source, setSource] = useState<Source>(provider.name === 'google' ? 'upload' : 'url')
  const [xml, setXml] = useState('')
  const make = async (form: FormData) => {
    const entry = (name: string) => String(form.get(name)).trim()
    const settings = source === 'url' ? { metadataUrl: entry('metadataUrl') } : {}
    const body = { kind: 'saml' as const, name: entry('name'), issuer: entry('issuer'), settings }
    const made = await dataOf(api.POST('/admin/v1/sso/connections', { body, headers: making.current }))
    // The connection is there: what is wrong with its metadata is mended on its own screen.
    await (
      source === 'url'
        ? refreshMetadata(made.id, reading.current)
        : giveMetadata(made.id, xml, reading.current)
    ).catch((error: unknown) => announce(textOf(error), 'error'))
    return made
  }
  return (
    <div className="panel">
      <p>{t(`saml.steps.${provider.name}`)}</p>
      <ActionForm
        action={t('sso.make')}
        act={make}
        onCancel={onBack}
        onDone={({ id }) => {
          void client.invalidateQueries({ queryKey: ['connections'] })
          void navigate({ to: '/sso/$id', params: { id }, search: { tab: 'saml' } })
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
        <SourceChoice source={source} onChange={setSource} />
        {source === 'url' ? (
          <AddressField example={provider.metadata} />
        ) : (
          <MetadataField xml={xml} onChange={setXml} />
        )}
        <ProviderNameField xml={source === 'url' ? undefined : xml} />
      </ActionForm>
    </div>
  )
}

/** The address of metadata. */
function AddressField({ example }: { readonly example: string }) {
  const { t } = useTexts()
  return (
    <TextField
      label={t('saml.metadataUrl')}
      hint={t('sso.issuerHint', { example })}
      name="metadataUrl"
      type="url"
      required
      spellCheck={false}
    />
  )
}

interface SourceChoiceProps {
  readonly source: Source
  readonly onChange: (source: Source) => void
}

/** Where the metadata of the provider are had from. */
function SourceChoice({ source, onChange }: SourceChoiceProps) {
  const { t } = useTexts()
  return (
    <div className="field">
      <span className="label">{t('saml.source')}</span>
      <Choice
        label={t('saml.source')}
        value={source}
        options={SOURCES.map((each) => ({ value: each, name: t(`saml.sourceOf.${each}`) }))}
        onChange={(value) => onChange(value as Source)}
      />
      <p className="hint">{t(`saml.sourceHint.${source}`)}</p>
    </div>
  )
}
