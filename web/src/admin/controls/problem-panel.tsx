import { ApiProblem } from '../api/api-problem'
import { useTexts } from '../texts/texts'
import { Icon } from './icon'
import { useProblemText } from './use-problem-text'

interface ProblemPanelProps {
  readonly error: unknown
  readonly onRetry?: () => void
}

/** What went wrong, by what the server's log knows it, and a way to try again. */
export function ProblemPanel({ error, onRetry }: ProblemPanelProps) {
  const { t } = useTexts()
  const textOf = useProblemText()
  const { requestId, fields } = error instanceof ApiProblem ? error : { requestId: undefined, fields: [] }
  return (
    <div className="panel problem" role="alert">
      <Icon name="warning" />
      <div>
        <p>{textOf(error)}</p>
        {fields.length > 0 && (
          <ul className="lines">
            {fields.map(({ at, message }) => (
              <li key={`${at} ${message}`}>
                <code>{at}</code> {message}
              </li>
            ))}
          </ul>
        )}
        {requestId !== undefined && (
          <p className="muted">
            {t('problem.request')} <code>{requestId}</code>
          </p>
        )}
        {onRetry && (
          <button type="button" className="button" onClick={onRetry}>
            <Icon name="refresh" />
            {t('action.retry')}
          </button>
        )}
      </div>
    </div>
  )
}
