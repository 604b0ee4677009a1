import { useTranslation } from 'react-i18next'
import type { MoveState, MoveStepView } from '../../../src/oauth/page-state'

interface MoveStepsProps {
  readonly steps: readonly MoveStepView[]
  readonly counts: MoveState['counts']
}

/** How far a move is, step by step. */
export function MoveSteps({ steps, counts }: MoveStepsProps) {
  const { t } = useTranslation()
  return (
    <section aria-labelledby="steps" className="part">
      <h2 id="steps">{t('move.steps')}</h2>
      <ol>
        {steps.map((step) => (
          <li key={step.name} aria-current={step.state === 'underWay' ? 'step' : undefined}>
            {t(`move.step.${step.name}`)} – <Standing step={step} counts={counts} />
          </li>
        ))}
      </ol>
    </section>
  )
}

function Standing({
  step: { name, state },
  counts,
}: { readonly step: MoveStepView } & Pick<MoveStepsProps, 'counts'>) {
  const { t, i18n } = useTranslation()
  const isCounted = name === 'blobs' && state !== 'open' && counts !== undefined
  const number = (value: number) => value.toLocaleString(i18n.language)
  return (
    <span className={state === 'open' ? 'hint' : undefined}>
      {t(`move.standing.${state}`)}
      {isCounted &&
        ` (${t('move.ofAll', { here: number(counts.blobsHere), all: number(counts.blobsExpected) })})`}
    </span>
  )
}
