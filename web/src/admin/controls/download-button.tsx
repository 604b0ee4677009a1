import { ApiProblem } from '../api/api-problem'
import { useMe } from '../api/me'
import { useAnnounce } from '../frame/announcements'
import { useWithProof } from '../frame/step-up'
import { useProblemText } from './use-problem-text'

interface DownloadButtonProps {
  readonly label: string
  /** what is downloaded, for those who do not see where the button stands */
  readonly of?: string
  /** of the administration's interface, with its query */
  readonly path: `/admin/v1/${string}`
  /** what the file is called */
  readonly file: string
  /** whether the server wants a fresh sign-in for it */
  readonly isGuarded?: boolean
}

/** Downloads something. The browser writes it to a file while it comes: it may be long. */
export function DownloadButton({ label, of, path, file, isGuarded = false }: DownloadButtonProps) {
  const textOf = useProblemText()
  const announce = useAnnounce()
  const prove = useProof()
  const download = async () => {
    if (isGuarded) await prove()
    const link = document.createElement('a')
    link.href = path
    link.download = file
    link.click()
  }
  return (
    <button
      type="button"
      className="button"
      aria-label={of === undefined ? undefined : `${label}: ${of}`}
      onClick={() => void download().catch((error: unknown) => announce(textOf(error), 'error'))}
    >
      {label}
    </button>
  )
}

/** Asks for a fresh sign-in before a link is followed: the answer to a link cannot ask. */
function useProof(): () => Promise<void> {
  const { freshUntil } = useMe()
  const withProof = useWithProof()
  return () => {
    let proved = freshUntil === undefined || Date.parse(freshUntil) > Date.now()
    return withProof(() => {
      if (proved) return Promise.resolve()
      proved = true
      return Promise.reject(new ApiProblem(403, 'step_up_required', '', undefined))
    })
  }
}
