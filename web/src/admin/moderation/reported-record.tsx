import { useQuery } from '@tanstack/react-query'
import { FileSample } from '../accounts/file-sample'
import { useMay } from '../api/me'
import { bytesText } from '../controls/amounts'
import { Loaded } from '../controls/loaded'
import { Badge } from '../controls/state-badge'
import { useTexts } from '../texts/texts'
import { RecordRestoring } from './record-restoring'
import type { ReportedPlace } from './report'
import { type ReportedRecord, reportedRecordQuery } from './reported-record-query'

/** The record that was reported, with its files. Pictures are shown to whoever wants to see them. */
export function ReportedRecord({ place }: { readonly place: ReportedPlace }) {
  const { t } = useTexts()
  const query = useQuery(reportedRecordQuery(place))
  return (
    <section className="stack" aria-labelledby="reported-record">
      <h3 id="reported-record">{t('moderation.record')}</h3>
      <Loaded query={query}>
        {(record) =>
          record === null ? (
            <p className="muted">{t('moderation.recordGone')}</p>
          ) : (
            <Shown place={place} record={record} />
          )
        }
      </Loaded>
    </section>
  )
}

function Shown({ place, record }: { readonly place: ReportedPlace; readonly record: ReportedRecord }) {
  const { t, language } = useTexts()
  const may = useMay()
  const { value, blobs, takedownRef } = record
  const { text } = value as { readonly text?: unknown }
  return (
    <>
      {takedownRef !== undefined && (
        <p>
          <Badge tone="error">{t('moderation.recordDown')}</Badge>
        </p>
      )}
      {typeof text === 'string' && text !== '' && <blockquote className="quoted">{text}</blockquote>}
      {blobs.length > 0 && (
        <ul className="lines">
          {blobs.map((blob) => (
            <li key={blob.cid} className="joined">
              <FileSample did={place.did} blob={blob} />
              <span className="muted">
                {blob.mimeType}, {bytesText(blob.size, language)}
              </span>
              {blob.takedownRef !== undefined && <Badge tone="error">{t('files.takendown')}</Badge>}
            </li>
          ))}
        </ul>
      )}
      <details className="uses">
        <summary>{t('moderation.recordWhole')}</summary>
        <pre className="json" tabIndex={0}>
          {JSON.stringify(value, undefined, 2)}
        </pre>
      </details>
      {takedownRef !== undefined && may('accounts.takedown') && <RecordRestoring place={place} />}
    </>
  )
}
