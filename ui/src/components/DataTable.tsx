import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { type ColumnDef, type RowData, type SortingState, flexRender, getCoreRowModel, getSortedRowModel, useReactTable } from '@tanstack/react-table'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'

declare module '@tanstack/react-table' {
  // eslint-disable-next-line @typescript-eslint/no-unused-vars
  interface ColumnMeta<TData extends RowData, TValue> {
    readonly end?: boolean
    readonly width?: number | string
  }
}

const ROW_PX = 28
const OVERSCAN = 12

interface DataTableProps<Row> {
  readonly label: string
  readonly rows: readonly Row[]
  readonly columns: readonly ColumnDef<Row>[]
  readonly rowKey: (row: Row) => string
  readonly onOpen?: (row: Row) => void
  readonly selected?: string | null
  readonly empty: ReactNode
  readonly height?: number | string
  /** Called when the last rows come into sight. */
  readonly onEnd?: () => void
  readonly sort?: SortingState
}

/** A table of any length: only what is in sight is laid out. Arrow keys move, Enter opens. */
export function DataTable<Row>({ label, rows, columns, rowKey, onOpen, selected = null, empty, height = '100%', onEnd, sort = [] }: DataTableProps<Row>) {
  const scroller = useRef<HTMLDivElement>(null)
  const [sorting, setSorting] = useState<SortingState>(sort)
  const [cursor, setCursor] = useState(-1)
  const table = useReactTable<Row>({
    data: rows as Row[],
    columns: columns as ColumnDef<Row>[],
    state: { sorting },
    onSortingChange: setSorting,
    getRowId: rowKey,
    getCoreRowModel: getCoreRowModel(),
    getSortedRowModel: getSortedRowModel(),
  })
  const all = table.getRowModel().rows
  const virtual = useVirtualizer({ count: all.length, getScrollElement: () => scroller.current, estimateSize: () => ROW_PX, overscan: OVERSCAN })
  const shown = virtual.getVirtualItems()
  const before = shown[0]?.start ?? 0
  const last = shown[shown.length - 1]
  const after = last === undefined ? 0 : virtual.getTotalSize() - last.end

  const lastIndex = last?.index ?? -1
  useEffect(() => {
    if (onEnd !== undefined && lastIndex >= 0 && lastIndex >= all.length - 1) onEnd()
  }, [lastIndex, all.length, onEnd])

  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 15, PageUp: -15, Home: -all.length, End: all.length }
    const step = steps[event.key]
    if (step !== undefined && all.length > 0) {
      event.preventDefault()
      const next = Math.max(0, Math.min(all.length - 1, cursor + step))
      setCursor(next)
      virtual.scrollToIndex(next)
    } else if (event.key === 'Enter' && onOpen !== undefined && event.target === event.currentTarget) {
      const row = all[cursor]
      if (row !== undefined) onOpen(row.original)
    }
  }

  if (rows.length === 0) return <>{empty}</>
  return (
    <div ref={scroller} className="r-scroll" style={{ height }} tabIndex={0} role="region" aria-label={`${label}, list`} onKeyDown={onKeyDown}>
      <table className="r-table" aria-rowcount={all.length + 1} aria-label={label}>
        <thead>
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id} aria-rowindex={1}>
              {group.headers.map((header) => {
                const direction = header.column.getIsSorted()
                const meta = header.column.columnDef.meta
                return (
                  <th
                    key={header.id}
                    scope="col"
                    className={meta?.end === true ? 'r-end' : undefined}
                    style={{ width: meta?.width }}
                    aria-sort={direction === false ? undefined : direction === 'asc' ? 'ascending' : 'descending'}
                  >
                    {header.column.getCanSort() ? (
                      <button type="button" onClick={header.column.getToggleSortingHandler()}>
                        {flexRender(header.column.columnDef.header, header.getContext())}
                        {direction === 'asc' ? <IconArrowUp size={12} aria-hidden /> : direction === 'desc' ? <IconArrowDown size={12} aria-hidden /> : null}
                      </button>
                    ) : (
                      flexRender(header.column.columnDef.header, header.getContext())
                    )}
                  </th>
                )
              })}
            </tr>
          ))}
        </thead>
        <tbody>
          {before > 0 ? <Pad height={before} /> : null}
          {shown.map((item) => {
            const row = all[item.index]
            if (row === undefined) return null
            return (
              <tr
                key={row.id}
                aria-rowindex={item.index + 2}
                data-opens={onOpen === undefined ? undefined : ''}
                data-selected={row.id === selected || (selected === null && item.index === cursor)}
                onClick={onOpen === undefined ? undefined : () => onOpen(row.original)}
              >
                {row.getVisibleCells().map((cell) => (
                  <td key={cell.id} className={cell.column.columnDef.meta?.end === true ? 'r-end' : undefined}>
                    {flexRender(cell.column.columnDef.cell, cell.getContext())}
                  </td>
                ))}
              </tr>
            )
          })}
          {after > 0 ? <Pad height={after} /> : null}
        </tbody>
      </table>
    </div>
  )
}

function Pad({ height }: { readonly height: number }) {
  return (
    <tr className="r-pad" aria-hidden>
      <td style={{ height }} />
    </tr>
  )
}
