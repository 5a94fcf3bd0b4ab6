import { type KeyboardEvent, type MouseEvent, useRef, useState } from 'react'

type RowDeeds<Row> = {
  rows: readonly Row[]
  open?: (row: Row) => void
  peek?: (row: Row) => void
  toggle?: (row: Row) => void
}

const STEPS: Record<string, number> = {
  ArrowDown: 1,
  KeyJ: 1,
  ArrowUp: -1,
  KeyK: -1,
  PageDown: 10,
  PageUp: -10,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
}

/**
 * Walks the rows of a table with the keyboard: arrows move, `Enter` opens, `Space` peeks,
 * `X` selects. One row at a time takes part in the tab order, so `Tab` leaves the table at once.
 */
export function useRowCursor<Row>({ rows, open, peek, toggle }: RowDeeds<Row>) {
  const [current, setCurrent] = useState(0)
  const body = useRef<HTMLTableSectionElement>(null)
  const last = rows.length - 1
  const at = Math.min(current, Math.max(last, 0))
  const move = (step: number) => {
    const next = Math.max(0, Math.min(last, at + step))
    setCurrent(next)
    const row = body.current?.rows[next]
    row?.focus()
    row?.scrollIntoView({ block: 'nearest' })
  }
  const act = (code: string): boolean => {
    const row = rows[at]
    if (row === undefined) return false
    const deed = { Enter: open, Space: peek ?? open, KeyX: toggle }[code]
    deed?.(row)
    return deed !== undefined
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !isOnRow(event.target)) return
    const step = STEPS[event.code]
    if (step !== undefined) move(step)
    else if (!act(event.code)) return
    event.preventDefault()
  }
  return {
    body: { ref: body, onKeyDown },
    row: (index: number) => ({
      tabIndex: index === at ? 0 : -1,
      onFocus: () => setCurrent(index),
      onClick: (event: MouseEvent) => {
        const row = rows[index]
        if (row !== undefined && !isOwnControl(event)) open?.(row)
      },
    }),
  }
}

function isOnRow(target: EventTarget): boolean {
  return target instanceof HTMLTableRowElement || target instanceof HTMLAnchorElement
}

/** Buttons and links inside a row do their own work; a text that is being marked is no press either. */
function isOwnControl({ target }: MouseEvent): boolean {
  const isControl =
    target instanceof Element && target.closest('a, button, input, label, [role="button"]') !== null
  return isControl || (window.getSelection()?.toString() ?? '') !== ''
}
