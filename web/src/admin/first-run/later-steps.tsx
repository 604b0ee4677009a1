import { useMutation, useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { api, dataOf, onceOnly } from '../api/client'
import { Loaded } from '../controls/loaded'
import { ProblemPanel } from '../controls/problem-panel'
import { Spinner } from '../controls/spinner'
import { Badge } from '../controls/state-badge'
import { TextField } from '../controls/text-field'
import { domainsQuery } from '../domains/domains-query'
import { DomainCard } from '../domains/domain-card'
import { mailStepsInLanguage } from '../doctor/finding-texts'
import { type Brand, brandQuery } from '../organization/brand-query'
import { PictureField } from '../organization/picture-field'
import { useService } from '../frame/service-context'
import { useTexts } from '../texts/texts'

interface StepProps {
  readonly onNext: () => void
}

/** How often it is looked whether the passkey is there. */
const LOOKED_AFTER_MS = 3_000

interface NextProps extends StepProps {
  /** absent: to go on */
  readonly name?: string | undefined
  /** whether it is what most do */
  readonly isMain?: boolean
  readonly children?: ReactNode
}

/** The way on from a step, which nobody has to do. */
function Next({ onNext, name, isMain = true, children }: NextProps) {
  const { t } = useTexts()
  return (
    <div className="dialog-actions">
      {children}
      <button type="button" className={isMain ? 'button primary' : 'button'} onClick={onNext}>
        {name ?? t('firstRun.next')}
      </button>
    </div>
  )
}

/** A passkey, added on the Owner's own pages. */
export function PasskeyStep({ did, onNext }: StepProps & { readonly did: string }) {
  const { t } = useTexts()
  const { home } = useService()
  const { data } = useQuery({
    queryKey: ['account', did, 'factors'],
    queryFn: () => dataOf(api.GET('/admin/v1/accounts/{did}/factors', { params: { path: { did } } })),
    refetchInterval: LOOKED_AFTER_MS,
  })
  const hasPasskey = (data?.passkeys.length ?? 0) > 0
  return (
    <div className="stack">
      <p className="lead">{t('firstRun.passkeyLead')}</p>
      <p>
        <a
          className={hasPasskey ? 'button' : 'button primary'}
          href={`${home}/account/${did}/new-passkey`}
          target="_blank"
          rel="noreferrer"
        >
          {t('firstRun.passkey')}
        </a>
      </p>
      <p role="status">{t(hasPasskey ? 'firstRun.passkeyThere' : 'firstRun.passkeyNone')}</p>
      <Next
        onNext={onNext}
        isMain={hasPasskey}
        name={hasPasskey ? undefined : t('firstRun.withoutPasskey')}
      />
    </div>
  )
}

/** The organization's name and logo. */
export function LookStep({ onNext }: StepProps) {
  const query = useQuery(brandQuery(undefined))
  return <Loaded query={query}>{(seen) => <LookForm seen={seen} onNext={onNext} />}</Loaded>
}

function LookForm({ seen, onNext }: StepProps & { readonly seen: Brand }) {
  const { t } = useTexts()
  const [logo, setLogo] = useState(seen.values.logo)
  const isPinned = (name: string) => seen.pinned.some((each) => each === name)
  const { mutate, error, isPending } = useMutation({
    mutationFn: (name: string) => {
      const { serviceName: _name, logo: _logo, ...others } = seen.values
      const own = {
        ...(name !== '' && !isPinned('serviceName') && { serviceName: name }),
        ...(logo !== undefined && { logo }),
      }
      return dataOf(api.PUT('/admin/v1/branding', { body: { ...others, ...own } }))
    },
    onSuccess: onNext,
  })
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        mutate(String(new FormData(event.currentTarget).get('name') ?? '').trim())
      }}
    >
      <p className="lead">{t('firstRun.lookLead')}</p>
      <TextField
        label={t('brandField.serviceName')}
        name="name"
        defaultValue={seen.effective.serviceName}
        disabled={isPinned('serviceName')}
        maxLength={100}
      />
      <PictureField
        label={t('brandField.logo')}
        digest={logo}
        isPinned={isPinned('logo')}
        onChange={setLogo}
      />
      {error && <ProblemPanel error={error} />}
      <div className="dialog-actions">
        <button type="submit" className="button primary" disabled={isPending}>
          {isPending && <Spinner />}
          {t('firstRun.saveAndNext')}
        </button>
      </div>
    </form>
  )
}

/** Whether the domains of handles are ready. */
export function DomainStep({ onNext }: StepProps) {
  const { t } = useTexts()
  const query = useQuery(domainsQuery)
  return (
    <div className="stack">
      <p className="lead">{t('firstRun.domainLead')}</p>
      <Loaded query={query}>
        {({ data, tag }) => (
          <>
            {data.map((domain) => (
              <DomainCard key={domain.domain} domain={domain} tag={tag} mayManage />
            ))}
          </>
        )}
      </Loaded>
      <Next onNext={onNext} />
    </div>
  )
}

/** Whether mail arrives. */
export function MailStep({ onNext }: StepProps) {
  const { t, language } = useTexts()
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: async (to: string) => {
      const trial = await dataOf(api.POST('/admin/v1/mail/test', { body: { to }, headers: onceOnly() }))
      return mailStepsInLanguage(trial.steps, language)
    },
  })
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        mutate(String(new FormData(event.currentTarget).get('to')).trim())
      }}
    >
      <p className="lead">{t('firstRun.mailLead')}</p>
      <TextField label={t('firstRun.mailTo')} name="to" type="email" required />
      {error && <ProblemPanel error={error} />}
      {data && (
        <ul className="lines" aria-live="polite">
          {data.map(({ step, outcome, detail, advice }) => (
            <li key={`${step} ${detail}`}>
              <Badge tone={outcome === 'done' ? 'success' : outcome === 'failed' ? 'error' : 'warning'}>
                {t(`mailStep.${step}`)}
              </Badge>{' '}
              {outcome === 'done' ? t(`mailDone.${step}`) : detail}{' '}
              {advice !== undefined && <span className="muted">{advice}</span>}
            </li>
          ))}
        </ul>
      )}
      <Next onNext={onNext}>
        <button type="submit" className="button" disabled={isPending}>
          {isPending && <Spinner />}
          {t('firstRun.mailSend')}
        </button>
      </Next>
    </form>
  )
}

/** Everything is ready. */
export function DoneStep() {
  const { t } = useTexts()
  return (
    <div className="stack">
      <p className="lead">{t('firstRun.doneLead')}</p>
      <p>
        <a className="button primary" href="/admin">
          {t('firstRun.toDashboard')}
        </a>
      </p>
    </div>
  )
}
