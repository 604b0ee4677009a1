import { type SubmitEvent, useId, useState } from 'react'
import { Spinner } from '../controls/spinner'
import { useProblemText } from '../controls/use-problem-text'
import { useTexts } from '../texts/texts'

interface PasswordFormProps {
  readonly action: string
  /** whether it is the way that most go */
  readonly isMain?: boolean
  /** Refuses by throwing. */
  readonly onSubmit: (password: string) => Promise<void>
}

/** Asks for the administrators' password. */
export function PasswordForm({ action, isMain = true, onSubmit }: PasswordFormProps) {
  const { t } = useTexts()
  const id = useId()
  const textOf = useProblemText()
  const [problem, setProblem] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    setBusy(true)
    try {
      await onSubmit(String(new FormData(form).get('password')))
    } catch (error) {
      setProblem(textOf(error, { authentication_required: t('signIn.wrong') }))
    } finally {
      setBusy(false)
    }
  }
  return (
    <form className="stack" onSubmit={(event) => void submit(event)}>
      {/* Programs that keep passwords want to know whose it is. */}
      <input
        className="hidden-text"
        name="username"
        autoComplete="username"
        value="admin"
        readOnly
        tabIndex={-1}
        aria-hidden="true"
      />
      <div className="field">
        <label htmlFor={id}>{t('signIn.password')}</label>
        <input
          id={id}
          className="entry"
          type="password"
          name="password"
          autoComplete="current-password"
          required
          autoFocus
          aria-invalid={problem !== undefined}
          aria-describedby={problem === undefined ? undefined : `${id}-problem`}
        />
        {problem !== undefined && (
          <p className="field-problem" id={`${id}-problem`} role="alert">
            {problem}
          </p>
        )}
      </div>
      <button type="submit" className={isMain ? 'button primary' : 'button'} disabled={isBusy}>
        {isBusy && <Spinner />}
        {action}
      </button>
    </form>
  )
}
