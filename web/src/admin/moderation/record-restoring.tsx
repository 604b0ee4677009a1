import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { api, dataOf, onceOnly } from '../api/client'
import { ActionForm } from '../controls/action-form'
import { ReasonField } from '../controls/reason-field'
import { useAnnounce } from '../frame/announcements'
import { useTexts } from '../texts/texts'
import type { ReportedPlace } from './report'

/** Shows a record again that was taken down, once it is said why. */
export function RecordRestoring({ place: { did, record } }: { readonly place: ReportedPlace }) {
  const { t } = useTexts()
  const announce = useAnnounce()
  const client = useQueryClient()
  const once = useRef(onceOnly())
  const [isAsking, setAsking] = useState(false)
  if (!isAsking) {
    return (
      <p>
        <button type="button" className="button" onClick={() => setAsking(true)}>
          {t('moderation.restoreRecord')}
        </button>
      </p>
    )
  }
  return (
    <ActionForm
      action={t('moderation.restoreRecord')}
      act={(form) =>
        dataOf<unknown>(
          api.POST('/admin/v1/accounts/{did}/records/{collection}/{rkey}/restore', {
            params: { path: { did, ...record! } },
            body: { reason: String(form.get('reason')).trim() },
            headers: once.current,
          }),
        )
      }
      onCancel={() => setAsking(false)}
      onDone={() => {
        announce(t('moderation.restoreRecordDone'))
        void client.invalidateQueries()
      }}
    >
      <ReasonField autoFocus />
    </ActionForm>
  )
}
