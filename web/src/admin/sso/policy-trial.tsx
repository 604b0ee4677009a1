import { useMutation } from '@tanstack/react-query'
import { api, dataOf } from '../api/client'
import { LinkToAccount } from '../controls/link-to-account'
import { ProblemPanel } from '../controls/problem-panel'
import { Spinner } from '../controls/spinner'
import { useTexts } from '../texts/texts'
import { useChangeText } from './use-change-text'

/** Names that are shown; how many there are besides is said. */
const SHOWN_MAX = 20

interface PolicyTrialProps {
  /** of the connection */
  readonly id: string
  /** The rules as they stand in the form. @throws {ApiProblem} where they cannot be read */
  readonly policyIn: (form: FormData) => Record<string, unknown>
}

/** Whose roles and access would change by the rules that stand in the form around it; nothing is changed. */
export function PolicyTrial({ id, policyIn }: PolicyTrialProps) {
  const { t } = useTexts()
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: async (form: HTMLFormElement) => {
      const body = { policy: policyIn(new FormData(form)) }
      const params = { path: { id } }
      return dataOf(api.POST('/admin/v1/sso/connections/{id}/policy/preview', { params, body }))
    },
  })
  const whatOf = useChangeText()
  return (
    <div className="stack">
      <div>
        <button
          type="button"
          className="button"
          disabled={isPending}
          onClick={({ currentTarget }) => mutate(currentTarget.form!)}
        >
          {isPending && <Spinner />}
          {t('policyTrial.try')}
        </button>
      </div>
      {error && <ProblemPanel error={error} />}
      {data && (
        <div role="status">
          <p>{t('policyTrial.changed', { count: data.changed, looked: data.looked })}</p>
          {data.otherHandles > 0 && <p>{t('policyTrial.otherHandles', { count: data.otherHandles })}</p>}
          <ul className="lines">
            {data.data.slice(0, SHOWN_MAX).map((change) => (
              <li key={change.did}>
                <LinkToAccount did={change.did} name={change.handle} />{' '}
                <span className="muted">{whatOf(change)}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  )
}
