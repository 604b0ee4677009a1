import { useTexts } from '../texts/texts'
import type { BulkJob } from './bulk-job'

/** Says what work on many accounts does. */
export function useBulkName(): (job: BulkJob) => string {
  const { t, nameOf } = useTexts()
  return ({ kind, mode, verb, dryRun }) => {
    const name =
      kind === 'identities'
        ? t('bulk.identities')
        : kind === 'migrations'
          ? t('bulk.migrations')
          : kind === 'orders'
            ? nameOf('bulk.verb', verb ?? '')
            : nameOf('bulk.mode', mode ?? '')
    return dryRun ? t('bulk.tried', { name }) : name
  }
}
