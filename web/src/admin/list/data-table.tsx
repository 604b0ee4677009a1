import {
  type ColumnVisibilityState,
  columnVisibilityFeature,
  createColumnHelper,
  type RowData,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import { memo, type ReactNode, useMemo } from 'react'
import { Icon } from '../controls/icon'
import { Bone } from '../controls/skeleton'
import { useTexts } from '../texts/texts'
import { chooseUpTo, goToRow } from './row-keys'
import { PageChoice, RowChoice } from './row-choice'
import type { Selection } from './selection'
import { useElementKeys } from './use-element-keys'
import { useLate } from './use-late'

/** A column of a table. */
export interface Column<Row> {
  readonly id: string
  readonly name: string
  readonly cell: (row: Row) => ReactNode
  /** what the list is ordered by, as the server calls it; absent: it cannot be ordered by that */
  readonly sort?: string
  /** whether it stands at the end of its line: numbers */
  readonly atEnd?: boolean
}

interface DataTableProps<Row extends RowData> {
  /** what the table is of, for those who hear it */
  readonly caption: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[] | undefined
  /** stays the same */
  readonly idOf: (row: Row) => string
  /** whether cells keep nothing of their own, no open dialog for instance: another row may have their elements then */
  readonly hasPlainCells?: boolean
  readonly hidden?: readonly string[]
  /** as the server calls it, with a minus for the other way round */
  readonly sort?: string | undefined
  readonly onSort?: (sort: string) => void
  /** whether what is shown is about to be replaced */
  readonly isStale?: boolean
  /** rows that were chosen; absent: none can be */
  readonly selection?: Selection<Row> | undefined
}

const SKELETON_ROWS = 8
const features = tableFeatures({ columnVisibilityFeature })
const NO_ROWS: readonly never[] = []

/** A table whose rows come from the server, in its order. Arrow keys go from row to row. */
export function DataTable<Row extends RowData>(props: DataTableProps<Row>) {
  const { caption, columns, rows, idOf, hidden = [], sort, onSort, isStale = false, selection } = props
  const isLate = useLate(isStale)
  const table = useTable({
    features,
    columns: useMemo(() => definitionsOf(columns), [columns]),
    data: rows ?? NO_ROWS,
    getRowId: idOf,
    state: { columnVisibility: visibilityOf(hidden) },
  })
  const keys = useElementKeys(useMemo(() => (rows ?? NO_ROWS).map(idOf), [rows, idOf]))
  const shownIds = table
    .getVisibleLeafColumns()
    .map(({ id }) => id)
    .join(' ')
  const shown = useMemo(
    () => columns.filter(({ id }) => shownIds.split(' ').includes(id)),
    [columns, shownIds],
  )
  // A table that is drawn as cards is a table all the same: the roles say so.
  return (
    <div className="table-frame" aria-busy={rows === undefined || isStale}>
      <table className={isLate ? 'table stale' : 'table'} role="table" aria-label={caption}>
        <thead role="rowgroup">
          <tr role="row">
            {shown.map((column, index) => (
              <HeadCell key={column.id} column={column} sort={sort} onSort={onSort}>
                {index === 0 && selection && rows && <PageChoice rows={rows} selection={selection} />}
              </HeadCell>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup" onKeyDown={goToRow} onClick={chooseUpTo}>
          {rows === undefined
            ? Array.from({ length: SKELETON_ROWS }, (_, index) => (
                <tr key={index} role="row">
                  {shown.map(({ id }) => (
                    <td key={id} role="cell">
                      <Bone />
                    </td>
                  ))}
                </tr>
              ))
            : table
                .getRowModel()
                .rows.map(({ id, original }, index) => (
                  <BodyRow
                    key={props.hasPlainCells ? keys[index] : id}
                    row={original}
                    columns={shown}
                    isChosen={selection?.chosen.has(id)}
                    onChoose={selection?.choose}
                    nameOf={selection?.nameOf}
                  />
                ))}
        </tbody>
      </table>
    </div>
  )
}

interface BodyRowProps<Row> {
  readonly row: Row
  readonly columns: readonly Column<Row>[]
  readonly isChosen: boolean | undefined
  readonly onChoose: Selection<Row>['choose'] | undefined
  readonly nameOf: Selection<Row>['nameOf'] | undefined
}

/** Drawn again only when the row is another one: while a page is on its way, nothing is done for what is shown. */
const BodyRow = memo(function BodyRow<Row>(props: BodyRowProps<Row>) {
  const { row, columns, isChosen = false, onChoose, nameOf } = props
  return (
    <tr role="row" className={isChosen ? 'chosen' : undefined}>
      {columns.map(({ id, name, cell, atEnd }, index) => (
        <td key={id} role="cell" data-name={name} className={atEnd ? 'at-end' : undefined}>
          {index === 0 && onChoose && nameOf ? (
            <span className="row-choosing">
              <RowChoice name={nameOf(row)} isOn={isChosen} onChange={(isOn) => onChoose([row], isOn)} />
              {cell(row)}
            </span>
          ) : (
            cell(row)
          )}
        </td>
      ))}
    </tr>
  )
}) as <Row>(props: BodyRowProps<Row>) => ReactNode

interface HeadCellProps<Row> {
  readonly column: Column<Row>
  readonly sort: string | undefined
  readonly onSort: ((sort: string) => void) | undefined
  /** before its name */
  readonly children?: ReactNode
}

function HeadCell<Row>({ column, sort, onSort, children }: HeadCellProps<Row>) {
  const { t } = useTexts()
  const { name, sort: own, atEnd } = column
  const className = atEnd ? 'at-end' : undefined
  if (own === undefined || !onSort) {
    return (
      <th role="columnheader" scope="col" className={className}>
        {children}
        {name}
      </th>
    )
  }
  const order = sort === own ? 'ascending' : sort === `-${own}` ? 'descending' : 'none'
  return (
    <th role="columnheader" scope="col" aria-sort={order} className={className}>
      {children}
      <button
        type="button"
        onClick={() => onSort(order === 'ascending' ? `-${own}` : own)}
        title={t('list.sort', { name })}
      >
        {name}
        {order !== 'none' && <Icon name={order === 'ascending' ? 'up' : 'down'} />}
      </button>
    </th>
  )
}

function definitionsOf<Row extends RowData>(columns: readonly Column<Row>[]) {
  const helper = createColumnHelper<typeof features, Row>()
  return columns.map(({ id, name }) => helper.display({ id, header: name }))
}

function visibilityOf(hidden: readonly string[]): ColumnVisibilityState {
  return Object.fromEntries(hidden.map((id) => [id, false]))
}
