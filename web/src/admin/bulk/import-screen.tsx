import { useState } from 'react'
import { Choice } from '../list/choice'
import { useTexts } from '../texts/texts'
import { BULK_MODES, type BulkMode } from './bulk-job'
import { DryRunStep } from './dry-run-step'
import { FileStep } from './file-step'
import { HandleSourceFields } from './handle-source-fields'
import { ImportFrame } from './import-frame'
import { ACCOUNT_FILE, linesOf } from './mapping'
import { MappingStep } from './mapping-step'
import { type HandleSource, startImport } from './start-import'
import { useTableFile } from './use-table-file'

/** Rows that would make or change an account. */
const WANTED = ['create', 'update']

/** From a file to accounts: the file, what its columns are, what would happen, and then that it happens. */
export function ImportScreen() {
  const { t } = useTexts()
  const [mode, setMode] = useState<BulkMode>('create')
  const [handles, setHandles] = useState<HandleSource>({ template: '', domain: '' })
  const { file, mapping, setMapping, triedId, setTriedId, step, take, forget, again } =
    useTableFile(ACCOUNT_FILE)
  const wanted = file && { lines: linesOf(file, mapping), mode, handles }
  return (
    <ImportFrame
      title={t('bulk.import')}
      lead={t('bulk.importLead')}
      back={{ to: '/bulk', name: t('place.bulk') }}
      step={step}
    >
      {step === 'file' && (
        <FileStep kind={ACCOUNT_FILE} onFile={take}>
          <ModeField mode={mode} onMode={setMode} />
        </FileStep>
      )}
      {step === 'mapping' && wanted && (
        <MappingStep
          file={file}
          kind={ACCOUNT_FILE}
          mapping={mapping}
          onMapping={setMapping}
          tryIt={(once) => startImport({ ...wanted, dryRun: true }, once)}
          onTried={setTriedId}
          onBack={forget}
        >
          <HandleSourceFields source={handles} onSource={setHandles} />
        </MappingStep>
      )}
      {step === 'dryRun' && wanted && triedId !== undefined && (
        <DryRunStep
          id={triedId}
          wanted={WANTED}
          words={{ action: (amount) => t('bulk.run', amount), lead: t('bulk.runLead') }}
          run={(reason, once) => startImport({ ...wanted, dryRun: false, reason }, once)}
          onBack={again}
        />
      )}
    </ImportFrame>
  )
}

interface ModeFieldProps {
  readonly mode: BulkMode
  readonly onMode: (mode: BulkMode) => void
}

/** What becomes of rows whose account is there already. */
function ModeField({ mode, onMode }: ModeFieldProps) {
  const { t } = useTexts()
  return (
    <div className="field">
      <span className="label">{t('bulk.modeLabel')}</span>
      <Choice
        label={t('bulk.modeLabel')}
        value={mode}
        options={BULK_MODES.map((each) => ({ value: each, name: t(`bulk.mode.${each}`) }))}
        onChange={(value) => onMode(value as BulkMode)}
      />
      <p className="hint">{t(`bulk.modeHint.${mode}`)}</p>
    </div>
  )
}
