import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { api, dataOf, onceOnly } from '../api/client'
import type { components } from '../api/generated/schema'
import { ActionForm } from '../controls/action-form'
import { CopyButton } from '../controls/copy-button'
import { ModalDialog } from '../controls/modal-dialog'
import { useAnnounce } from '../frame/announcements'
import { useTexts } from '../texts/texts'

interface ResendMoveDialogProps {
  /** whose link is to be sent; undefined closes it */
  readonly move: components['schemas']['GuidedMigration'] | undefined
  readonly onClose: () => void
}

/** Sends somebody another link by which they move here, or shows it where it can be sent to nobody. */
export function ResendMoveDialog({ move, onClose }: ResendMoveDialogProps) {
  const { t } = useTexts()
  const announce = useAnnounce()
  const client = useQueryClient()
  const once = useRef(onceOnly())
  const [url, setUrl] = useState<string>()
  const close = () => {
    once.current = onceOnly()
    setUrl(undefined)
    onClose()
  }
  const name = move?.handle ?? move?.did ?? ''
  return (
    <ModalDialog
      open={move !== undefined}
      onOpenChange={close}
      title={t('moves.resendName', { name })}
      lead={t(url === undefined ? 'moves.resendLead' : 'moves.doneLead')}
    >
      {url === undefined ? (
        <ActionForm
          action={t('moves.resend')}
          act={() =>
            dataOf(
              api.POST('/admin/v1/migrations/{id}/resend', {
                params: { path: { id: move!.id } },
                headers: once.current,
              }),
            )
          }
          onCancel={close}
          onDone={(made) => {
            void client.invalidateQueries({ queryKey: ['migrations'] })
            if (made.url !== undefined) return setUrl(made.url)
            announce(t('moves.resendDone'))
            close()
          }}
        />
      ) : (
        <p className="codes">
          <CopyButton text={url} what={t('moves.linkOf', { name })} />
        </p>
      )}
    </ModalDialog>
  )
}
