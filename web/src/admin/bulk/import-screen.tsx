import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Icon } from '../controls/icon'
import { ScreenHead } from '../controls/screen-head'
import { useTexts } from '../texts/texts'
import type { BulkMode } from './bulk-job'
import { DryRunStep } from './dry-run-step'
import { FileStep } from './file-step'
import { linesOf, type Mapping, suggestedMapping } from './mapping'
import { MappingStep } from './mapping-step'
import type { HandleSource } from './start-import'
import type { TableFile } from './table-file'

const STEPS = ['file', 'mapping', 'dryRun'] as const

/** From a file to accounts: the file, what its columns are, what would happen, and then that it happens. */
export function ImportScreen() {
  const { t } = useTexts()
  const [mode, setMode] = useState<BulkMode>('create')
  const [file, setFile] = useState<TableFile>()
  const [mapping, setMapping] = useState<Mapping>({})
  const [handles, setHandles] = useState<HandleSource>({ template: '', domain: '' })
  const [triedId, setTriedId] = useState<string>()
  const step = file === undefined ? 'file' : triedId === undefined ? 'mapping' : 'dryRun'
  const take = (next: TableFile) => {
    setFile(next)
    setMapping(suggestedMapping(next))
  }
  return (
    <section className="screen">
      <Link to="/bulk" className="way-back">
        <Icon name="back" />
        {t('place.bulk')}
      </Link>
      <ScreenHead title={t('bulk.import')} lead={t('bulk.importLead')} />
      <ol className="steps" aria-label={t('bulk.steps')}>
        {STEPS.map((each) => (
          <li key={each} aria-current={each === step ? 'step' : undefined}>
            {t(`bulk.step.${each}`)}
          </li>
        ))}
      </ol>
      {step === 'file' && <FileStep mode={mode} onMode={setMode} onFile={take} />}
      {step === 'mapping' && file && (
        <MappingStep
          file={file}
          mode={mode}
          mapping={mapping}
          onMapping={setMapping}
          handles={handles}
          onHandles={setHandles}
          onTried={setTriedId}
          onBack={() => setFile(undefined)}
        />
      )}
      {step === 'dryRun' && file && triedId !== undefined && (
        <DryRunStep
          id={triedId}
          lines={linesOf(file, mapping)}
          mode={mode}
          handles={handles}
          onBack={() => setTriedId(undefined)}
        />
      )}
    </section>
  )
}
