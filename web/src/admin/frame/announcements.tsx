import { createContext, type ReactNode, useContext, useMemo, useRef, useState } from 'react'
import { Icon } from '../controls/icon'
import { useTexts } from '../texts/texts'

type Kind = 'success' | 'error'
type Announce = (text: string, kind?: Kind) => void

interface Announcement {
  readonly id: number
  readonly text: string
  readonly kind: Kind
}

/** How long what went well is shown; what went wrong stays until somebody closes it. */
const SHOWN_MS = 6_000

const AnnounceContext = createContext<Announce>(() => undefined)

/** Says something at the edge of the screen, and to those who hear it. */
export const useAnnounce = () => useContext(AnnounceContext)

/** The place where things are announced, around everything that announces. */
export function Announcements({ children }: { readonly children: ReactNode }) {
  const { t } = useTexts()
  const [shown, setShown] = useState<readonly Announcement[]>([])
  const last = useRef(0)
  const remove = (id: number) => setShown((all) => all.filter((each) => each.id !== id))
  const announce = useMemo<Announce>(
    () =>
      (text, kind = 'success') => {
        const id = ++last.current
        setShown((all) => [...all, { id, text, kind }])
        if (kind === 'success') setTimeout(() => remove(id), SHOWN_MS)
      },
    [],
  )
  return (
    <AnnounceContext value={announce}>
      {children}
      <div className="announcements" role="log" aria-label={t('frame.announcements')}>
        {shown.map(({ id, text, kind }) => (
          <div key={id} className={`announcement ${kind}`}>
            <Icon name={kind === 'error' ? 'warning' : 'check'} />
            <p>{text}</p>
            <button
              type="button"
              className="icon-button"
              aria-label={t('action.close')}
              onClick={() => remove(id)}
            >
              <Icon name="close" />
            </button>
          </div>
        ))}
      </div>
    </AnnounceContext>
  )
}
