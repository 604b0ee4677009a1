import { useState } from 'react'
import type { Language } from '../../i18n/languages'
import { api, dataOf, type Once } from '../api/client'
import type { BulkJob } from '../bulk/bulk-job'
import { DryRunStep } from '../bulk/dry-run-step'
import { FileStep } from '../bulk/file-step'
import { ImportFrame } from '../bulk/import-frame'
import { csvOf, MOVE_FILE } from '../bulk/mapping'
import { MappingStep } from '../bulk/mapping-step'
import { useTableFile } from '../bulk/use-table-file'
import { LetterLanguage } from '../controls/letter-language'
import { useTexts } from '../texts/texts'

/** Rows that would be invited. */
const WANTED = ['order']

/** From a file of people to invitations: the file, what its columns are, what is in the way, and then the letters. */
export function ImportMovesScreen() {
  const { t, language: own } = useTexts()
  const [language, setLanguage] = useState<Language>(own)
  const { file, mapping, setMapping, triedId, setTriedId, step, take, forget, again } =
    useTableFile(MOVE_FILE)
  const wanted = file && { csv: csvOf(file, mapping), language }
  return (
    <ImportFrame
      title={t('moves.import')}
      lead={t('moves.importLead')}
      back={{ to: '/migrations', name: t('place.migrations') }}
      step={step}
    >
      {step === 'file' && <FileStep kind={MOVE_FILE} onFile={take} />}
      {step === 'mapping' && wanted && (
        <MappingStep
          file={file}
          kind={MOVE_FILE}
          mapping={mapping}
          onMapping={setMapping}
          tryIt={(once) => inviteMany({ ...wanted, dryRun: true }, once)}
          onTried={setTriedId}
          onBack={forget}
        >
          <LetterLanguage value={language} onChange={setLanguage} />
        </MappingStep>
      )}
      {step === 'dryRun' && wanted && triedId !== undefined && (
        <DryRunStep
          id={triedId}
          wanted={WANTED}
          words={{ action: (amount) => t('moves.run', amount), lead: t('moves.runLead') }}
          run={(reason, once) => inviteMany({ ...wanted, dryRun: false, reason }, once)}
          onBack={again}
        />
      )}
    </ImportFrame>
  )
}

interface WantedMoves {
  readonly csv: string
  /** of the letters */
  readonly language: Language
  readonly dryRun: boolean
  readonly reason?: string
}

/** Begins to invite, or tries what would happen. @throws {ApiProblem} */
function inviteMany({ csv, language, dryRun, reason }: WantedMoves, once: Once): Promise<BulkJob> {
  const query = {
    language,
    dryRun: dryRun ? ('true' as const) : ('false' as const),
    ...(reason && { reason }),
  }
  return dataOf(
    api.POST('/admin/v1/bulk/migrations', {
      params: { query },
      body: csv,
      bodySerializer: (body) => body,
      headers: { ...once, 'content-type': 'text/csv' },
    }),
  )
}
