import { type ErrorComponentProps, useRouter } from '@tanstack/react-router'
import { ProblemPanel } from '../controls/problem-panel'
import { useTexts } from '../texts/texts'

/** In place of a screen that could not be shown. The rest of the application goes on. */
export function ProblemScreen({ error, reset }: ErrorComponentProps) {
  const { t } = useTexts()
  const router = useRouter()
  const retry = () => {
    reset()
    void router.invalidate()
  }
  return (
    <section className="screen">
      <h1>{t('problem.title')}</h1>
      <ProblemPanel error={error} onRetry={retry} />
    </section>
  )
}
