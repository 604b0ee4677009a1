import { useRef } from 'react'
import { onceOnly } from '../api/client'
import { ActionForm } from '../controls/action-form'
import { numberText } from '../controls/amounts'
import { Choice } from '../list/choice'
import { useTexts } from '../texts/texts'
import { ACCOUNT_COLUMNS, type BulkMode } from './bulk-job'
import { linesOf, type Mapping } from './mapping'
import { HandleSourceFields } from './handle-source-fields'
import { type HandleSource, startImport } from './start-import'
import type { TableFile } from './table-file'

interface MappingStepProps {
  readonly file: TableFile
  readonly mode: BulkMode
  readonly mapping: Mapping
  readonly onMapping: (mapping: Mapping) => void
  readonly handles: HandleSource
  readonly onHandles: (handles: HandleSource) => void
  /** @param id of the work that has tried it */
  readonly onTried: (id: string) => void
  readonly onBack: () => void
}

/** Which column of the file is which of ours; then it is tried what would happen. */
export function MappingStep({
  file,
  mode,
  mapping,
  onMapping,
  handles,
  onHandles,
  onTried,
  onBack,
}: MappingStepProps) {
  const { t, language } = useTexts()
  const once = useRef(onceOnly())
  return (
    <div className="panel">
      <ActionForm
        action={t('bulk.try')}
        isReady={Object.keys(mapping).length > 0}
        act={() => {
          const key = once.current
          // Whoever comes back and tries it another way wants that, not the same once more.
          once.current = onceOnly()
          return startImport({ lines: linesOf(file, mapping), mode, handles, dryRun: true }, key)
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
        <Columns file={file} mapping={mapping} onMapping={onMapping} />
        <HandleSourceFields source={handles} onSource={onHandles} />
      </ActionForm>
    </div>
  )
}

type ColumnsProps = Pick<MappingStepProps, 'file' | 'mapping' | 'onMapping'>

function Columns({ file, mapping, onMapping }: ColumnsProps) {
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
        {ACCOUNT_COLUMNS.map((own) => {
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

function withColumn(mapping: Mapping, own: keyof Mapping, column: string): Mapping {
  const { [own]: _before, ...rest } = mapping
  return column === '' ? rest : { ...rest, [own]: column }
}
