import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { meQuery } from '../api/me'
import { ProblemPanel } from '../controls/problem-panel'
import { Announcements } from '../frame/announcements'
import { useService } from '../frame/service-context'
import { useScreenSearch } from '../list/search'
import { useTexts } from '../texts/texts'
import { AccountStep } from './account-step'
import { openLink, takeSecret } from './first-run-calls'
import { DomainStep, DoneStep, LookStep, MailStep, PasskeyStep } from './later-steps'

const STEPS = ['account', 'passkey', 'look', 'domain', 'mail', 'done'] as const
type Step = (typeof STEPS)[number]

/** The first way through the administration: from the link of the first Owner to a service that is ready. */
export function FirstRunScreen() {
  const { t } = useTexts()
  const { name } = useService()
  const { search, change } = useScreenSearch()
  // Whoever loads the page again is where they were.
  const step = STEPS.find((each) => each === search['step']) ?? 'account'
  const at = STEPS.indexOf(step)
  const next = () => change({ step: STEPS[Math.min(at + 1, STEPS.length - 1)] })
  return (
    <Announcements>
      <main className="door">
        <div className="door-card wizard">
          <p className="service-name">{name}</p>
          <h1>{t('firstRun.title')}</h1>
          <ol className="steps" aria-label={t('firstRun.steps')}>
            {STEPS.map((each, index) => (
              <li
                key={each}
                aria-current={each === step ? 'step' : undefined}
                className={index < at ? 'past' : undefined}
              >
                {t(`firstRunStep.${each}`)}
              </li>
            ))}
          </ol>
          {step === 'account' ? <Start onDone={next} /> : <Later step={step} onNext={next} />}
        </div>
      </main>
    </Announcements>
  )
}

/** The link, which has to be good. */
function Start({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTexts()
  const [secret] = useState(takeSecret)
  const { data, error } = useQuery({
    queryKey: ['first-run', secret],
    queryFn: () => openLink(secret),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (error) {
    return (
      <>
        <ProblemPanel error={error} />
        <p className="muted">{t('firstRun.invalid')}</p>
      </>
    )
  }
  return data ? <AccountStep secret={secret} view={data} onDone={onDone} /> : <div aria-busy="true" />
}

interface LaterProps {
  readonly step: Exclude<Step, 'account'>
  readonly onNext: () => void
}

/** What the Owner does, who is known from now on. */
function Later({ step, onNext }: LaterProps) {
  const { data: me, error } = useQuery(meQuery)
  if (error) return <ProblemPanel error={error} />
  if (!me) return <div aria-busy="true" />
  switch (step) {
    case 'passkey':
      return <PasskeyStep did={me.id ?? ''} onNext={onNext} />
    case 'look':
      return <LookStep onNext={onNext} />
    case 'domain':
      return <DomainStep onNext={onNext} />
    case 'mail':
      return <MailStep onNext={onNext} />
    case 'done':
      return <DoneStep />
  }
}
