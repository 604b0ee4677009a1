import { useQuery } from '@tanstack/react-query'
import { api, dataOf } from '../api/client'
import type { components } from '../api/generated/schema'
import { Loaded } from '../controls/loaded'
import { Badge } from '../controls/state-badge'
import { useTexts } from '../texts/texts'

type Part = components['schemas']['HealthPart']

const REFRESHED_MS = 30_000
const TONES: Readonly<Record<Part['state'], string>> = {
  ok: 'success',
  problem: 'error',
  quiet: 'quiet',
  unset: 'quiet',
}

/** Whether that is there which the service depends on. */
export function HealthStrip() {
  const { t } = useTexts()
  const query = useQuery({
    queryKey: ['overview', 'health'],
    queryFn: () => dataOf(api.GET('/admin/v1/overview/health')),
    refetchInterval: REFRESHED_MS,
  })
  return (
    <section aria-labelledby="health">
      <h2 id="health">{t('health.title')}</h2>
      <Loaded query={query}>
        {({ data }) => (
          <ul className="health panel">
            {data.map((part) => (
              <HealthPart key={part.part} part={part} />
            ))}
          </ul>
        )}
      </Loaded>
    </section>
  )
}

function HealthPart({ part: { part, state, detail } }: { readonly part: Part }) {
  const { t, nameOf } = useTexts()
  return (
    <li className="joined">
      <span>{nameOf('health.part', part)}</span>
      <Badge tone={TONES[state]}>{t(`health.state.${state}`)}</Badge>
      {detail !== undefined && <span className="muted">{detail}</span>}
    </li>
  )
}
