import { useMutation, useQueryClient } from '@tanstack/react-query'
import { meQuery } from '../api/me'
import { Spinner } from '../controls/spinner'
import { TextField } from '../controls/text-field'
import { useProblemText } from '../controls/use-problem-text'
import { memberDoor } from '../frame/service'
import { useService } from '../frame/service-context'
import { useTexts } from '../texts/texts'
import { appointMember, createOwner, type FirstRunView, forgetSecret } from './first-run-calls'

interface AccountStepProps {
  readonly secret: string
  readonly view: FirstRunView
  readonly onDone: () => void
}

/** Who the Owner is: a new account, or somebody who has one and is signed in. */
export function AccountStep({ secret, view, onDone }: AccountStepProps) {
  const { t } = useTexts()
  const service = useService()
  const textOf = useProblemText()
  const client = useQueryClient()
  const { mutate, error, isPending } = useMutation({
    mutationFn: (become: () => Promise<unknown>) => become(),
    onSuccess: async () => {
      forgetSecret()
      await client.resetQueries(meQuery)
      onDone()
    },
  })
  return (
    <div className="stack">
      <p className="lead">{t('firstRun.accountLead')}</p>
      {view.members.map(({ did, handle }) => (
        <button
          key={did}
          type="button"
          className="button"
          disabled={isPending}
          onClick={() => mutate(() => appointMember(secret, did))}
        >
          {t('firstRun.asMember', { name: handle ?? did })}
        </button>
      ))}
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          const wanted = wantedIn(new FormData(event.currentTarget), view.handleDomain)
          mutate(() => createOwner({ secret, ...wanted }))
        }}
      >
        <TextField
          label={t('firstRun.handle')}
          hint={t('firstRun.handleHint', { domain: view.handleDomain })}
          name="handle"
          required
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
        />
        <TextField label={t('firstRun.email')} name="email" type="email" required autoComplete="email" />
        <TextField
          label={t('firstRun.password')}
          name="password"
          type="password"
          required
          autoComplete="new-password"
        />
        {error && (
          <p className="field-problem" role="alert">
            {textOf(error)}
          </p>
        )}
        <button type="submit" className="button primary" disabled={isPending}>
          {isPending && <Spinner />}
          {t('firstRun.create')}
        </button>
      </form>
      <p className="muted door-hint">
        {t('firstRun.existing')} <a href={memberDoor(service, 'first-run')}>{t('signIn.memberAction')}</a>
      </p>
    </div>
  )
}

function wantedIn(form: FormData, domain: string) {
  const name = String(form.get('handle')).trim().toLowerCase()
  return {
    handle: name.includes('.') ? name : `${name}${domain}`,
    email: String(form.get('email')).trim(),
    password: String(form.get('password')),
  }
}
