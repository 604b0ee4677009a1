import { useQuery } from '@tanstack/react-query'
import { Outlet, useRouterState } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { ApiProblem } from '../api/api-problem'
import { meQuery } from '../api/me'
import { keepSessionWhileUsed } from '../api/session'
import { ProblemPanel } from '../controls/problem-panel'
import { useTexts } from '../texts/texts'
import { Announcements } from './announcements'
import { CommandPalette } from './command-palette'
import { HelpDialog } from './help-dialog'
import { Navigation } from './navigation'
import { SignInScreen } from './sign-in-screen'
import { StaleNote } from './stale-note'
import { StepUp } from './step-up'
import { TopBar } from './top-bar'
import { useShortcuts } from './use-shortcuts'
import { useSignedOutWatch } from './use-signed-out-watch'

const MAIN_ID = 'main'
const FIRST_RUN = '/first-run'

/** What is around every screen; and the door, where nobody is signed in. */
export function Frame() {
  const path = useRouterState({ select: (state) => state.location.pathname })
  // Whoever comes with the first link is nobody yet.
  return path.endsWith(FIRST_RUN) ? <Outlet /> : <GuardedFrame />
}

function GuardedFrame() {
  const { data, error, isPending, refetch } = useQuery(meQuery)
  const { t } = useTexts()
  useSignedOutWatch()
  if (isPending) return <div className="door" aria-busy="true" />
  if (data) return <SignedInFrame />
  if (error instanceof ApiProblem && (error.isSignedOut || error.needsPasskey))
    return <SignInScreen needsPasskey={error.needsPasskey} />
  return (
    <main className="door">
      <div className="door-card">
        <h1>{t('problem.title')}</h1>
        <ProblemPanel error={error} onRetry={() => void refetch()} />
      </div>
    </main>
  )
}

function SignedInFrame() {
  const { t } = useTexts()
  const [isFinding, setFinding] = useState(false)
  const [isHelping, setHelping] = useState(false)
  const main = useFocusOnArrival()
  useEffect(keepSessionWhileUsed, [])
  useShortcuts({ find: () => setFinding(true), help: () => setHelping(true) })
  return (
    <StepUp>
      <Announcements>
        <a className="skip" href={`#${MAIN_ID}`}>
          {t('frame.skip')}
        </a>
        <div className="shell">
          <TopBar onFind={() => setFinding(true)} onHelp={() => setHelping(true)} />
          <Navigation />
          <main id={MAIN_ID} ref={main} tabIndex={-1}>
            <StaleNote />
            <Outlet />
          </main>
        </div>
        <CommandPalette open={isFinding} onOpenChange={setFinding} onHelp={() => setHelping(true)} />
        <HelpDialog open={isHelping} onOpenChange={setHelping} />
      </Announcements>
    </StepUp>
  )
}

/** Whoever goes to another screen begins at its top, those who hear it as well. */
function useFocusOnArrival() {
  const main = useRef<HTMLElement>(null)
  const path = useRouterState({ select: (state) => state.location.pathname })
  const before = useRef(path)
  useEffect(() => {
    if (before.current === path) return
    before.current = path
    main.current?.focus({ preventScroll: true })
  }, [path])
  return main
}
