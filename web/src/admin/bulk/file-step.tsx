import { type ReactNode, useId, useState } from 'react'
import { useTexts } from '../texts/texts'
import type { FileKind } from './mapping'
import { readTable, type TableFile } from './table-file'

interface FileStepProps {
  readonly kind: FileKind
  readonly onFile: (file: TableFile) => void
  /** what has to be said before */
  readonly children?: ReactNode
}

/** The file. */
export function FileStep({ kind, onFile, children }: FileStepProps) {
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
      {children}
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
          {t('bulk.fileHint', { columns: kind.columns.join(', ') })}
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
