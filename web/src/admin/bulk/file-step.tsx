import { useId, useState } from 'react'
import { Choice } from '../list/choice'
import { useTexts } from '../texts/texts'
import { ACCOUNT_COLUMNS, BULK_MODES, type BulkMode } from './bulk-job'
import { readTable, type TableFile } from './table-file'

interface FileStepProps {
  readonly mode: BulkMode
  readonly onMode: (mode: BulkMode) => void
  readonly onFile: (file: TableFile) => void
}

/** The file, and what becomes of rows whose account is there already. */
export function FileStep({ mode, onMode, onFile }: FileStepProps) {
  const { t } = useTexts()
  const id = useId()
  const [problem, setProblem] = useState<string>()
  const take = async (file: File | undefined) => {
    setProblem(undefined)
    if (!file) return
    const table = await readTable(file).catch(() => undefined)
    if (table && table.rows.length > 0) onFile(table)
    else setProblem(t('bulk.noTable'))
  }
  return (
    <div className="panel stack">
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
      <div className="field">
        <label htmlFor={id}>{t('bulk.file')}</label>
        <input
          id={id}
          className="entry"
          type="file"
          accept=".csv,.txt,.ndjson,.jsonl,text/csv,application/x-ndjson"
          aria-describedby={problem === undefined ? `${id}-hint` : `${id}-hint ${id}-problem`}
          onChange={({ target }) => void take(target.files?.[0])}
        />
        <p className="hint" id={`${id}-hint`}>
          {t('bulk.fileHint', { columns: ACCOUNT_COLUMNS.join(', ') })}
        </p>
        {problem !== undefined && (
          <p className="field-problem" id={`${id}-problem`} role="alert">
            {problem}
          </p>
        )}
      </div>
    </div>
  )
}
