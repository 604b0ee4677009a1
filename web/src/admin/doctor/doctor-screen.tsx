import { useQuery } from '@tanstack/react-query'
import { api, dataOf } from '../api/client'
import type { components } from '../api/generated/schema'
import { useMay } from '../api/me'
import { CopyButton } from '../controls/copy-button'
import { Icon } from '../controls/icon'
import { Loaded } from '../controls/loaded'
import { Moment } from '../controls/moment'
import { ScreenHead } from '../controls/screen-head'
import { Spinner } from '../controls/spinner'
import { Badge } from '../controls/state-badge'
import { useTexts } from '../texts/texts'
import { inLanguage } from './finding-texts'
import { PlcOperations } from './plc-operations'

type Finding = components['schemas']['Finding']

const TONES: Readonly<Record<string, string>> = { ok: 'success', warning: 'warning', failed: 'error' }
/** What needs somebody comes first. */
const ORDER = ['failed', 'warning', 'ok', 'skipped']

/** Whether the installation has what it needs, looked at from outside, and what to do where it has not. */
export function DoctorScreen() {
  const { t, language } = useTexts()
  const may = useMay()
  const query = useQuery({
    queryKey: ['doctor'],
    queryFn: async () => {
      const diagnosis = await dataOf(api.GET('/admin/v1/doctor'))
      return { ...diagnosis, data: await inLanguage(diagnosis.data, language) }
    },
    // It asks other servers: only somebody who wants to know has it look again.
    staleTime: Number.POSITIVE_INFINITY,
  })
  return (
    <section className="screen">
      <ScreenHead title={t('place.doctor')} lead={t('doctor.lead')}>
        <button
          type="button"
          className="button"
          disabled={query.isFetching}
          onClick={() => void query.refetch()}
        >
          {query.isFetching ? <Spinner /> : <Icon name="refresh" />}
          {t('doctor.again')}
        </button>
      </ScreenHead>
      <Loaded query={query}>
        {({ at, well, data }) => (
          <>
            <p className={well ? 'panel fine' : 'panel error'} role="status">
              <Icon name={well ? 'check' : 'warning'} />
              <span className="joined">
                {t(well ? 'doctor.well' : 'doctor.unwell')} <Moment at={at} />
              </span>
            </p>
            <ul className="findings">
              {[...data]
                .sort((one, other) => ORDER.indexOf(one.outcome) - ORDER.indexOf(other.outcome))
                .map((finding) => (
                  <FindingLine key={`${finding.check} ${finding.detail}`} finding={finding} />
                ))}
            </ul>
          </>
        )}
      </Loaded>
      {may('jobs.view') && <PlcOperations />}
    </section>
  )
}

function FindingLine({ finding }: { readonly finding: Finding }) {
  const { t, nameOf } = useTexts()
  const { check, outcome, detail, fix = '', commands = '' } = finding
  const words = fix.slice(0, fix.length - commands.length).trimEnd()
  return (
    <li className="panel">
      <p className="joined">
        <Badge tone={TONES[outcome] ?? 'quiet'}>{nameOf('doctor.outcome', outcome)}</Badge>
        <strong>{nameOf('doctor.check', check)}</strong>
      </p>
      <p>{detail}</p>
      {words !== '' && <p>{words}</p>}
      {commands !== '' && (
        <div className="fix">
          <pre className="json">{commands}</pre>
          <CopyButton text={commands} what={t('doctor.fix')} />
        </div>
      )}
    </li>
  )
}
