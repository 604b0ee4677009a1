import { useMutation } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useWithProof } from '../frame/step-up'
import { useTexts } from '../texts/texts'
import { ProblemPanel } from './problem-panel'
import { Spinner } from './spinner'

interface ActionFormProps<Result> {
  /** the word on the button */
  readonly action: string
  readonly isGrave?: boolean
  readonly isReady?: boolean
  /** Does it. It is asked for again after a fresh sign-in, if the server wants one. */
  readonly act: (form: FormData) => Promise<Result>
  readonly onDone: (result: Result) => void
  readonly onCancel: () => void
  readonly children?: ReactNode
}

/** A form in a dialog: does one thing, shows that it is under way, and what is wrong with it. */
export function ActionForm<Result>(props: ActionFormProps<Result>) {
  const { action, isGrave = false, isReady = true, act, onDone, onCancel, children } = props
  const { t } = useTexts()
  const withProof = useWithProof()
  const { mutate, error, isPending } = useMutation({
    mutationFn: (form: FormData) => withProof(() => act(form)),
    onSuccess: onDone,
  })
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        mutate(new FormData(event.currentTarget))
      }}
    >
      {children}
      {error && <ProblemPanel error={error} />}
      <div className="dialog-actions">
        <button type="button" className="button" onClick={onCancel}>
          {t('action.cancel')}
        </button>
        <button
          type="submit"
          className={isGrave ? 'button grave' : 'button primary'}
          disabled={!isReady || isPending}
        >
          {isPending && <Spinner />}
          {action}
        </button>
      </div>
    </form>
  )
}
