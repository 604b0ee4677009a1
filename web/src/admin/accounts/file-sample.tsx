import type { components } from '../api/generated/schema'
import { useTexts } from '../texts/texts'

interface FileSampleProps {
  readonly did: string
  readonly blob: components['schemas']['ModeratedBlob']
}

/** A file by its CID; pictures are shown to whoever wants to see them, and not before. */
export function FileSample({ did, blob: { cid, mimeType, takedownRef } }: FileSampleProps) {
  const { t } = useTexts()
  if (!mimeType.startsWith('image/') || takedownRef !== undefined) return <code>{cid}</code>
  const search = new URLSearchParams({ did, cid })
  return (
    <details className="uses">
      <summary>
        <code>{cid}</code>
      </summary>
      <img
        className="file-sample"
        loading="lazy"
        alt={t('files.sample', { cid })}
        src={`/xrpc/com.atproto.sync.getBlob?${search.toString()}`}
      />
    </details>
  )
}
