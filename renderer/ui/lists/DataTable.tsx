import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { classes } from '../classes.ts'
import css from './DataTable.module.css'
import { rowAfterKey } from './rowKeys.ts'

export type Column<Row> = {
  id: string
  head: string
  cell: (row: Row) => ReactNode
  /** Numbers stand right, under one another. */
  align?: 'start' | 'end'
  /** A CSS width; without it the column takes what is left. */
  width?: string
  /** Gives its room to the others where the table is narrow: what it says can be done without. */
  yields?: boolean
}

type Props<Row> = {
  /** What the table is, for screen readers. */
  label: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  /** Enter, click or tap on a row. */
  onOpen?: ((row: Row) => void) | undefined
  selectedKey?: string | undefined
  /** The row to draw attention to: it needs a person. */
  isUrgent?: (row: Row) => boolean
  /** In place of rows, where there are none. */
  empty?: ReactNode
  /** Called near the end of the rows, to fetch more. */
  onNearEnd?: (() => void) | undefined
  /** Rows of a floor screen are as high as a finger. */
  touch?: boolean
}

/**
 * A table of any length: head stays, only the rows in sight exist, arrows, Page, Home and End move, Enter opens.
 * It fills the height of the box it stands in, and scrolls inside it.
 */
export const DataTable = <Row,>({
  label,
  columns,
  rows,
  rowKey,
  onOpen,
  selectedKey,
  isUrgent,
  empty,
  onNearEnd,
  touch = false,
}: Props<Row>) => {
  const box = useRef<HTMLDivElement>(null)
  const [current, setCurrent] = useState(0)
  const rowHeight = touch ? 72 : 48
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollPaddingStart: 48,
    onChange: ({ range }) => {
      if (range !== null && rows.length > 0 && range.endIndex >= rows.length - 20) onNearEnd?.()
    },
  })
  if (rows.length === 0 && empty !== undefined) return empty

  const active = Math.min(current, rows.length - 1)
  const moveTo = (index: number): void => {
    setCurrent(index)
    virtual.scrollToIndex(index)
    // The row may only exist after the scroll has been drawn.
    requestAnimationFrame(() => {
      box.current?.querySelector<HTMLElement>(`[data-index="${String(index)}"]`)?.focus()
    })
  }
  const onKeyDown = (event: KeyboardEvent<HTMLTableRowElement>): void => {
    const row = rows[active]
    if (event.key === 'Enter' && row !== undefined && event.target === event.currentTarget) {
      onOpen?.(row)
      return
    }
    const page = Math.max(1, Math.floor((box.current?.clientHeight ?? 0) / rowHeight) - 2)
    const next = rowAfterKey(event.key, active, rows.length, page)
    if (next === undefined) return
    event.preventDefault()
    moveTo(next)
  }

  const items = virtual.getVirtualItems()
  const before = items[0]?.start ?? 0
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? 0)
  return (
    <div ref={box} className={css['box']}>
      <table
        className={css['table']}
        aria-label={label}
        aria-rowcount={rows.length + 1}
        data-touch={touch || undefined}
      >
        <colgroup>
          {columns.map(({ id, width, yields }) => (
            <col
              key={id}
              className={classes(yields && css['yields'])}
              style={width === undefined ? undefined : { width }}
            />
          ))}
        </colgroup>
        <thead>
          <tr>
            {columns.map(({ id, head, align, yields }) => (
              <th
                key={id}
                scope="col"
                className={classes(align === 'end' && css['end'], yields && css['yields'])}
              >
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {before > 0 && <tr aria-hidden="true" style={{ height: before }} />}
          {items.map(({ index }) => {
            const row = rows[index]
            if (row === undefined) return null
            const key = rowKey(row)
            return (
              <tr
                key={key}
                data-index={index}
                aria-rowindex={index + 2}
                aria-selected={key === selectedKey}
                tabIndex={index === active ? 0 : -1}
                className={classes(css['row'], onOpen !== undefined && css['opens'])}
                data-urgent={isUrgent?.(row) || undefined}
                onFocus={() => {
                  setCurrent(index)
                }}
                onKeyDown={onKeyDown}
                onClick={() => {
                  onOpen?.(row)
                }}
              >
                {columns.map(({ id, cell, align, yields }) => (
                  <td
                    key={id}
                    className={classes(align === 'end' && css['end'], yields && css['yields'])}
                  >
                    {cell(row)}
                  </td>
                ))}
              </tr>
            )
          })}
          {after > 0 && <tr aria-hidden="true" style={{ height: after }} />}
        </tbody>
      </table>
    </div>
  )
}
