import { useQueryClient } from '@tanstack/react-query'
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router'
import { useEffect } from 'react'
import { ApiProblem } from '../api/api-problem'
import { isAnswered } from '../api/is-answered'
import { latestRequestId } from '../api/client'
import { ProblemPanel } from '../controls/problem-panel'
import { useTexts } from '../texts/texts'

/** In place of a screen that could not be shown. The rest of the application goes on. */
export function ProblemScreen({ error, reset }: ErrorComponentProps) {
  const { t } = useTexts()
  const router = useRouter()
  const client = useQueryClient()
  // What the screen could not be made of is asked for again, whenever somebody comes back to it.
  useEffect(() => client.removeQueries({ type: 'inactive' }), [client])
  const retry = async () => {
    // A screen whose file could not be had is asked for by a new page only, once there is one to be had.
    if (error instanceof ApiProblem && error.status === 0) {
      if (await isAnswered()) location.reload()
      return
    }
    reset()
    void router.invalidate()
  }
  // Whoever reports a mistake of the page can say what the server had answered just before.
  const latest = error instanceof ApiProblem ? undefined : latestRequestId()
  return (
    <section className="screen">
      <h1>{t('problem.title')}</h1>
      <ProblemPanel error={error} onRetry={() => void retry()} />
      {latest !== undefined && (
        <p className="muted">
          {t('problem.latest')} <code>{latest}</code>
        </p>
      )}
    </section>
  )
}
