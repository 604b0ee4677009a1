import { type ReactNode, useRef } from 'react'
import { type Once, onceOnly } from '../api/client'
import { ActionForm } from '../controls/action-form'
import { numberText } from '../controls/amounts'
import { Choice } from '../list/choice'
import { useTexts } from '../texts/texts'
import type { BulkJob, FileColumn } from './bulk-job'
import type { FileKind, Mapping } from './mapping'
import type { TableFile } from './table-file'

interface MappingStepProps {
  readonly file: TableFile
  readonly kind: FileKind
  readonly mapping: Mapping
  readonly onMapping: (mapping: Mapping) => void
  /** tries what would happen */
  readonly tryIt: (once: Once) => Promise<BulkJob>
  /** @param id of the work that has tried it */
  readonly onTried: (id: string) => void
  readonly onBack: () => void
  /** what has to be said besides */
  readonly children?: ReactNode
}

/** Which column of the file is which of ours; then it is tried what would happen. */
export function MappingStep({ tryIt, onTried, onBack, children, ...columns }: MappingStepProps) {
  const { t, language } = useTexts()
  const once = useRef(onceOnly())
  const { file, mapping } = columns
  return (
    <div className="panel">
      <ActionForm
        action={t('bulk.try')}
        isReady={Object.keys(mapping).length > 0}
        act={() => {
          const key = once.current
          // Whoever comes back and tries it another way wants that, not the same once more.
          once.current = onceOnly()
          return tryIt(key)
        }}
        onDone={({ id }) => onTried(id)}
        onCancel={onBack}
      >
        <p>
          {t('bulk.read', {
            name: file.name,
            count: file.rows.length,
            shown: numberText(file.rows.length, language),
          })}
        </p>
        <Columns {...columns} />
        {children}
      </ActionForm>
    </div>
  )
}

type ColumnsProps = Pick<MappingStepProps, 'file' | 'kind' | 'mapping' | 'onMapping'>

function Columns({ file, kind, mapping, onMapping }: ColumnsProps) {
  const { t } = useTexts()
  const options = [
    { value: '', name: t('bulk.noColumn') },
    ...file.columns.map((column) => ({ value: column, name: column })),
  ]
  return (
    <table className="mapping">
      <caption className="hidden-text">{t('bulk.step.mapping')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('bulk.ours')}</th>
          <th scope="col">{t('bulk.theirs')}</th>
          <th scope="col">{t('bulk.firstRow')}</th>
        </tr>
      </thead>
      <tbody>
        {kind.columns.map((own) => {
          const column = mapping[own] ?? ''
          return (
            <tr key={own}>
              <th scope="row">{t(`bulk.column.${own}`)}</th>
              <td>
                <Choice
                  label={t(`bulk.column.${own}`)}
                  value={column}
                  options={options}
                  isSet={column !== ''}
                  onChange={(value) => onMapping(withColumn(mapping, own, value))}
                />
              </td>
              <td>{file.rows[0]?.[column]}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

function withColumn(mapping: Mapping, own: FileColumn, column: string): Mapping {
  const { [own]: _before, ...rest } = mapping
  return column === '' ? rest : { ...rest, [own]: column }
}
