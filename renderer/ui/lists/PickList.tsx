import { useVirtualizer } from '@tanstack/react-virtual'
import { useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import css from './PickList.module.css'
import { rowAfterKey } from './rowKeys.ts'

type Props<Item> = {
  /** What is looked for: "Find a product". */
  label: string
  placeholder: string
  search: string
  onSearch: (search: string) => void
  items: readonly Item[]
  itemKey: (item: Item) => string
  /** What a row shows: a strong first line, quiet facts, a figure at the end. */
  render: (item: Item) => { title: ReactNode; facts?: ReactNode; figure?: ReactNode }
  onPick: (item: Item) => void
  /** In place of rows, where there are none. */
  empty: ReactNode
  /** Under the rows: that there are more than are listed. */
  note?: string | undefined
}

/** Finds one of many by a few letters: arrows move, Enter or a press picks. The way on where nothing can be scanned. */
export const PickList = <Item,>({
  label,
  placeholder,
  search,
  onSearch,
  items,
  itemKey,
  render,
  onPick,
  empty,
  note,
}: Props<Item>) => {
  const id = useId()
  const box = useRef<HTMLDivElement>(null)
  const [current, setCurrent] = useState(0)
  const active = Math.min(current, items.length - 1)
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => box.current,
    estimateSize: () => 76,
    overscan: 8,
  })
  const optionId = (index: number): string => `${id}-${String(index)}`

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === 'Enter') {
      const item = items[active]
      if (item !== undefined) onPick(item)
      return
    }
    // Home and End stay with the text.
    const next =
      event.key === 'Home' || event.key === 'End'
        ? undefined
        : rowAfterKey(event.key, active, items.length, 6)
    if (next === undefined) return
    event.preventDefault()
    setCurrent(next)
    virtual.scrollToIndex(next)
  }

  return (
    <div className={css['list']}>
      <input
        className={css['search']}
        type="search"
        role="combobox"
        aria-label={label}
        aria-expanded={items.length > 0}
        aria-controls={id}
        aria-autocomplete="list"
        aria-activedescendant={active < 0 ? undefined : optionId(active)}
        placeholder={placeholder}
        autoComplete="off"
        spellCheck="false"
        // The list opens because somebody wants to search.
        // eslint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        value={search}
        onChange={(event) => {
          setCurrent(0)
          onSearch(event.target.value)
        }}
        onKeyDown={onKeyDown}
      />
      <div ref={box} className={css['box']}>
        {items.length === 0 && empty}
        <div
          id={id}
          role="listbox"
          aria-label={label}
          className={css['options']}
          style={{ height: virtual.getTotalSize() }}
        >
          {virtual.getVirtualItems().map(({ index, start }) => {
            const item = items[index]
            if (item === undefined) return null
            const { title, facts, figure } = render(item)
            return (
              <div
                key={itemKey(item)}
                id={optionId(index)}
                role="option"
                tabIndex={-1}
                aria-selected={index === active}
                className={css['option']}
                style={{ transform: `translateY(${String(start)}px)` }}
                onMouseDown={(event) => {
                  event.preventDefault()
                }}
                onClick={() => {
                  onPick(item)
                }}
                onKeyDown={undefined}
              >
                <span className={css['text']}>
                  <span className={css['title']}>{title}</span>
                  {facts !== undefined && <span className={css['facts']}>{facts}</span>}
                </span>
                {figure !== undefined && <span className={css['figure']}>{figure}</span>}
              </div>
            )
          })}
        </div>
      </div>
      {note !== undefined && <p className={css['note']}>{note}</p>}
    </div>
  )
}
