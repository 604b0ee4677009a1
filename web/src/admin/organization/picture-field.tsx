import { useMutation } from '@tanstack/react-query'
import { useId } from 'react'
import { api, dataOf } from '../api/client'
import { Badge } from '../controls/state-badge'
import { Spinner } from '../controls/spinner'
import { useProblemText } from '../controls/use-problem-text'
import { useTexts } from '../texts/texts'

const CHUNK = 32_768

interface PictureFieldProps {
  readonly label: string
  readonly digest: string | undefined
  readonly isPinned: boolean
  readonly onChange: (digest: string | undefined) => void
}

/** A picture: chosen from a file, made harmless by the server, and shown as it will be. */
export function PictureField({ label, digest, isPinned, onChange }: PictureFieldProps) {
  const { t } = useTexts()
  const id = useId()
  const textOf = useProblemText()
  const { mutate, error, isPending } = useMutation({
    mutationFn: async (file: File) =>
      dataOf(api.POST('/admin/v1/branding/assets', { body: { file: await base64Of(file) } })),
    onSuccess: (made) => onChange(made.digest),
  })
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {digest !== undefined && digest !== '' && (
        <div className="joined">
          <img className="logo-sample" src={`/branding/assets/${digest}`} alt={label} />
          <button type="button" className="link-button" onClick={() => onChange(undefined)}>
            {t('organization.without', { what: label })}
          </button>
        </div>
      )}
      <input
        id={id}
        type="file"
        accept="image/svg+xml,image/png,image/webp"
        disabled={isPinned || isPending}
        aria-describedby={`${id}-hint`}
        onChange={({ target }) => target.files?.[0] && mutate(target.files[0])}
      />
      {isPending && <Spinner />}
      {isPinned && <Badge tone="info">{t('settings.environment')}</Badge>}
      <p className="hint" id={`${id}-hint`}>
        {t('organization.pictureHint')}
      </p>
      {error && (
        <p className="field-problem" role="alert">
          {textOf(error)}
        </p>
      )}
    </div>
  )
}

async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  let text = ''
  for (let at = 0; at < bytes.length; at += CHUNK)
    text += String.fromCharCode(...bytes.subarray(at, at + CHUNK))
  return btoa(text)
}
