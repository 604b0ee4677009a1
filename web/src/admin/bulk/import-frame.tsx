import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Icon } from '../controls/icon'
import { ScreenHead } from '../controls/screen-head'
import { useTexts } from '../texts/texts'

const STEPS = ['file', 'mapping', 'dryRun'] as const
export type ImportStep = (typeof STEPS)[number]

interface ImportFrameProps {
  readonly title: string
  readonly lead: string
  readonly back: { readonly to: '/bulk' | '/migrations'; readonly name: string }
  readonly step: ImportStep
  readonly children: ReactNode
}

/** What is around the steps from a file to what is done by it. */
export function ImportFrame({ title, lead, back, step, children }: ImportFrameProps) {
  const { t } = useTexts()
  return (
    <section className="screen">
      <Link to={back.to} className="way-back">
        <Icon name="back" />
        {back.name}
      </Link>
      <ScreenHead title={title} lead={lead} />
      <ol className="steps" aria-label={t('bulk.steps')}>
        {STEPS.map((each) => (
          <li key={each} aria-current={each === step ? 'step' : undefined}>
            {t(`bulk.step.${each}`)}
          </li>
        ))}
      </ol>
      {children}
    </section>
  )
}
