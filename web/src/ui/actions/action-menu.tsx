import { Popover } from 'antd'
import { type KeyboardEvent, type ReactElement, type ReactNode, useRef, useState } from 'react'
import styles from './actions.module.css'

export type MenuLine = {
  key: string
  label: ReactNode
  icon?: ReactNode
  isDanger?: boolean
  /** The line that holds now: the language in force. */
  isCurrent?: boolean
  /** Why it cannot be chosen now. */
  reason?: string
  onRun: () => void
}

type ActionMenuProps = {
  lines: readonly MenuLine[]
  /** Something above the lines. */
  header?: ReactNode
  /** What the menu is, for those who do not see where it hangs. */
  label: string
  /** The button that opens it. */
  children: ReactElement
}

const STEPS: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 }

/** A menu under a button: the arrow keys walk it, `Escape` closes it, a line that is refused says why. */
export function ActionMenu({ lines, header, label, children }: ActionMenuProps) {
  const [isOpen, setOpen] = useState(false)
  const opener = useRef<Element>(null)
  const change = (next: boolean) => {
    if (next) opener.current = document.activeElement
    setOpen(next)
  }
  const leaveOrWalk = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key !== 'Escape') return walk(event)
    event.stopPropagation()
    setOpen(false)
    if (opener.current instanceof HTMLElement) opener.current.focus()
  }
  const run = (line: MenuLine) => {
    if (line.reason) return
    setOpen(false)
    line.onRun()
  }
  return (
    <Popover
      open={isOpen}
      onOpenChange={change}
      trigger="click"
      placement="bottomRight"
      arrow={false}
      destroyOnHidden
      styles={{ container: { padding: 4 } }}
      content={
        <>
          {header}
          <div
            role="menu"
            tabIndex={-1}
            aria-label={label}
            className={styles.menu}
            onKeyDown={leaveOrWalk}
          >
            {lines.map((line, index) => (
              <button
                key={line.key}
                type="button"
                role="menuitem"
                className={styles.menuLine}
                data-danger={line.isDanger}
                data-current={line.isCurrent}
                aria-disabled={line.reason ? true : undefined}
                ref={index === 0 ? takeFocus : undefined}
                onClick={() => run(line)}
              >
                {line.icon && <span aria-hidden>{line.icon}</span>}
                <span>
                  {line.label}
                  {line.reason && <small>{line.reason}</small>}
                </span>
              </button>
            ))}
          </div>
        </>
      }
    >
      {children}
    </Popover>
  )
}

function walk(event: KeyboardEvent<HTMLElement>): void {
  const step = STEPS[event.key]
  if (step === undefined) return
  event.preventDefault()
  const lines = [...event.currentTarget.querySelectorAll('button')]
  const at = lines.indexOf(document.activeElement as HTMLButtonElement) // any other element is simply not found
  lines[(at + step + lines.length) % lines.length]?.focus()
}

/** The popup is not placed yet when it is made; a focus then would scroll the page. */
function takeFocus(line: HTMLElement | null): void {
  requestAnimationFrame(() => line?.focus({ preventScroll: true }))
}
