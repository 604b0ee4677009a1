import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import type { RowData } from '@tanstack/react-table'
import type { ReactNode } from 'react'
import { ProblemPanel } from '../controls/problem-panel'
import { ColumnMenu } from './column-menu'
import { type Column, DataTable } from './data-table'
import { hiddenColumns, hiddenInSearch } from './hidden-columns'
import { Pager } from './pager'
import type { View } from './kept-views'
import type { Selection } from './selection'
import { emptied, GoingContext, type Search, stringifySearch, useScreenSearch } from './search'
import { useLatest } from './use-latest'
import { Views } from './views'

/** A page of a list, as the server answers with it. */
export interface ListPage<Row> {
  readonly data: readonly Row[]
  readonly page: { readonly next?: string; readonly prev?: string }
  readonly count?: number
}

interface ListProps<Row extends RowData> {
  /** names it in the cache */
  readonly queryKey: readonly string[]
  readonly caption: string
  readonly columns: readonly Column<Row>[]
  readonly idOf: (row: Row) => string
  /** whether cells keep nothing of their own, no open dialog for instance */
  readonly hasPlainCells?: boolean
  /** Asks for a page; with `count` in what is asked, by {@link pageOf}, for the number of entries only. */
  readonly load: (search: Search) => Promise<ListPage<Row>>
  /** how often it is asked for again by itself (ms) */
  readonly refreshedMs?: number
  readonly sortDefault?: string
  /** columns that are hidden unless somebody shows them */
  readonly hiddenDefault?: readonly string[]
  /** ways to look at it that everybody has; absent: there are no views, for the list is a part of a screen */
  readonly views?: readonly View[]
  /** what narrows the list */
  readonly filters?: ReactNode
  /** rows that were chosen; absent: none can be */
  readonly selection?: Selection<Row> | undefined
  /** what can be done with them; @param count of rows of the whole list, if that is known */
  readonly ofSelection?: (count: number | undefined) => ReactNode
  /** in place of a list without rows; @param isNarrowed whether that is because of filters */
  readonly empty: (isNarrowed: boolean) => ReactNode
}

const NOTHING: readonly string[] = []
/** Parts of an address that narrow nothing. */
const NOT_NARROWING = new Set(['after', 'before', 'size', 'sort', 'hide', 'tab', 'do'])

/**
 * A list with its filters, its table and its pages. Where one is in it stands in the address; another part of it is asked
 * for before address and screen have changed, and is on its way meanwhile. Nothing is asked for that nobody has asked to
 * see: the server writes down who looks at what.
 */
export function List<Row extends RowData>(props: ListProps<Row>) {
  const { queryKey, load } = props
  const client = useQueryClient()
  const { search } = useScreenSearch()
  const askFor = (next: Search) => {
    const asked = askedIn(next)
    if (stringifySearch(asked) === stringifySearch(askedIn(search))) return
    void client.prefetchQuery({ queryKey: [...queryKey, asked], queryFn: () => load(asked) })
  }
  return (
    <GoingContext value={askFor}>
      <Shown {...props} />
    </GoingContext>
  )
}

function Shown<Row extends RowData>(props: ListProps<Row>) {
  const { queryKey, columns, load, refreshedMs, sortDefault, hiddenDefault = NOTHING, views, empty } = props
  const { search, change, turn } = useScreenSearch()
  const asked = askedIn(search)
  const { after: _after, before: _before, size: _size, sort: _sort, ...narrowing } = asked
  const { data, error, isPlaceholderData, refetch } = useQuery({
    queryKey: [...queryKey, asked],
    queryFn: () => load(asked),
    placeholderData: keepPreviousData,
    refetchInterval: refreshedMs ?? false,
  })
  const count = () => load({ ...narrowing, count: 'only' })
  const counted = useQuery({ queryKey: [...queryKey, 'count', narrowing], queryFn: count })
  const hidden = hiddenColumns(search, hiddenDefault)
  const hide = useLatest((next: readonly string[]) =>
    change({ ...cursorOf(search), ...hiddenInSearch(next, hiddenDefault) }),
  )
  const isNarrowed = Object.keys(search).some((name) => !NOT_NARROWING.has(name))
  // Somebody may have deleted what the last page had: then there is a way back.
  const isEmpty = data?.data.length === 0 && data.page.prev === undefined && data.page.next === undefined
  return (
    <>
      {views && (
        <Views
          list={queryKey[0]!}
          usual={views}
          search={search}
          onChange={(view) => change({ ...emptied(search), ...view })}
        />
      )}
      <div className="toolbar" role="search">
        {props.filters}
        <ColumnMenu columns={columns} hidden={hidden} onChange={hide} />
      </div>
      {props.ofSelection?.(counted.data?.count)}
      {error && !data && <ProblemPanel error={error} onRetry={() => void refetch()} />}
      {data?.data.length === 0 && !isPlaceholderData && empty(isNarrowed)}
      {(data === undefined ? !error : data.data.length > 0) && (
        <DataTable
          caption={props.caption}
          columns={columns}
          rows={data?.data}
          idOf={props.idOf}
          hasPlainCells={props.hasPlainCells ?? false}
          hidden={hidden}
          sort={search['sort'] ?? sortDefault}
          onSort={(sort) => change({ sort: sort === sortDefault ? undefined : sort })}
          isStale={isPlaceholderData}
          selection={props.selection}
        />
      )}
      {!isEmpty && (
        <Pager
          page={data?.page}
          count={counted.data?.count}
          size={search['size']}
          onTurn={turn}
          onChange={change}
        />
      )}
    </>
  )
}

/** What of an address the server is asked for. */
function askedIn({ tab: _tab, do: _do, hide: _hide, count: _count, ...asked }: Search): Search {
  return asked
}

/** Showing a column does not lead to the first page. */
function cursorOf({ after, before }: Search): Search {
  return { after, before }
}
