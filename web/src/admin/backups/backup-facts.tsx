import type { components } from '../api/generated/schema'
import { bytesText, numberText } from '../controls/amounts'
import { Fact, Facts } from '../controls/facts'
import { secondsText } from '../controls/lengths'
import { Moment } from '../controls/moment'
import { Badge } from '../controls/state-badge'
import { useTexts } from '../texts/texts'

type Backups = components['schemas']['Backups']
type Run = components['schemas']['BackupRun']

const HOUR_MS = 3_600_000
const MS_PER_S = 1_000

/** When backups are made and tried, and how that went. */
export function BackupFacts({ backups }: { readonly backups: Backups }) {
  const { t, language } = useTexts()
  const { place, schedule, lastBackup, lastGoodBackup, lastDrill, recoveryPointMs, recoveryTimeMs } = backups
  const { intervalMs, hour, drillIntervalMs, keep } = schedule
  const hours = (ms: number) => t('backups.every', { count: Math.round(ms / HOUR_MS) })
  return (
    <div className="panel spaced">
      <Facts>
        <Fact name={t('backups.lastGood')}>
          <RunLine run={lastGoodBackup} />
        </Fact>
        <Fact name={t('backups.last')}>
          <RunLine run={lastBackup} />
        </Fact>
        <Fact name={t('backups.lastDrill')}>
          <RunLine run={lastDrill} />
        </Fact>
        <Fact name={t('backups.recoveryPoint')}>
          <Length ms={recoveryPointMs} />
        </Fact>
        <Fact name={t('backups.recoveryTime')}>
          <Length ms={recoveryTimeMs} />
        </Fact>
        <Fact name={t('backups.schedule')}>
          {hour !== undefined && t('backups.atHour', { hour })}
          {hour === undefined && (intervalMs === undefined ? t('backups.byHand') : hours(intervalMs))}
        </Fact>
        <Fact name={t('backups.drills')}>
          {drillIntervalMs === undefined ? t('backups.byHand') : hours(drillIntervalMs)}
        </Fact>
        <Fact name={t('backups.keep')}>{numberText(keep, language)}</Fact>
        {place !== undefined && (
          <Fact name={t('backups.place')}>
            <code>{place}</code>
          </Fact>
        )}
      </Facts>
    </div>
  )
}

function Length({ ms }: { readonly ms: number | undefined }) {
  const { t, language } = useTexts()
  if (ms === undefined) return <span className="muted">{t('backups.notKnown')}</span>
  return secondsText(ms / MS_PER_S, language)
}

function RunLine({ run }: { readonly run: Run | undefined }) {
  const { t, language } = useTexts()
  if (run === undefined) return <span className="muted">{t('backups.never')}</span>
  const { succeeded, endedAt, bytes, note } = run
  return (
    <span className="joined">
      <Badge tone={succeeded ? 'success' : 'error'}>
        {t(succeeded ? 'backups.succeeded' : 'backups.failed')}
      </Badge>
      <Moment at={endedAt} />
      {bytes !== undefined && <span className="muted">{bytesText(bytes, language)}</span>}
      {note}
    </span>
  )
}
