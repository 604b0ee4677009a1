import { useMutation } from '@tanstack/react-query'
import { useRef } from 'react'
import { api, dataOf } from '../api/client'
import type { components } from '../api/generated/schema'
import { numberText } from '../controls/amounts'
import { LinkToAccount } from '../controls/link-to-account'
import { Spinner } from '../controls/spinner'
import { useProblemText } from '../controls/use-problem-text'
import { useTexts } from '../texts/texts'

type Policy = components['schemas']['HandlePolicy']
type Plan = components['schemas']['HandlePolicyPlan']

/** Handles that are named in a dialog. */
const NAMED_MAX = 10

interface HandleTrialProps {
  /** without a leading dot */
  readonly domain: string
  readonly policyOf: (form: FormData) => Policy
}

/** Says which handles would be refused by what stands in the form, before it is saved. */
export function HandleTrial({ domain, policyOf }: HandleTrialProps) {
  const { t } = useTexts()
  const textOf = useProblemText()
  const button = useRef<HTMLButtonElement>(null)
  const trial = useMutation({
    mutationFn: async () => {
      const body = policyOf(new FormData(button.current!.form!))
      const params = { path: { domain }, query: { dryRun: 'true' } } as const
      return (await dataOf(api.PUT('/admin/v1/domains/{domain}/handle-policy', { params, body }))).plan
    },
  })
  return (
    <div className="field">
      <button
        ref={button}
        type="button"
        className="button"
        disabled={trial.isPending}
        onClick={() => trial.mutate()}
      >
        {trial.isPending && <Spinner />}
        {t('handleTrial.action')}
      </button>
      <div role="status">
        {trial.error ? <p>{textOf(trial.error)}</p> : trial.data && <Found plan={trial.data} />}
      </div>
    </div>
  )
}

function Found({ plan: { checked, refused, newlyRefused, handles } }: { readonly plan: Plan }) {
  const { t, language } = useTexts()
  const named = handles.filter(({ isNew }) => isNew).slice(0, NAMED_MAX)
  const shown = (number: number) => numberText(number, language)
  return (
    <>
      <p>
        {t('handleTrial.found', { count: newlyRefused, shown: shown(newlyRefused), checked: shown(checked) })}
        {refused > newlyRefused && ` ${t('handleTrial.before', { shown: shown(refused - newlyRefused) })}`}
      </p>
      {named.length > 0 && (
        <ul className="lines">
          {named.map(({ did, detail }) => (
            <li key={did}>
              <LinkToAccount did={did} /> {detail}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
