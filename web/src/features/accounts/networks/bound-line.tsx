import { Button } from 'antd'
import type { ReactNode } from 'react'
import { CopyText } from '../../../ui/pieces/copy-text.tsx'
import { Instant } from '../../../ui/pieces/moment.tsx'

type BoundLineProps = {
  /** The address or the network itself. */
  name: string
  notes: ReactNode
  from: string
  until: string | null
  takeLabel: string
  isBusy: boolean
  onTake: () => void
}

/** Something that is or was bound to an account: what, by whom, from when to when, and the way to take it away. */
export function BoundLine(props: BoundLineProps) {
  const { name, notes, from, until, takeLabel, isBusy, onTake } = props
  return (
    <li data-old={until !== null}>
      <span>
        <CopyText text={name} isCode />
        <small>
          {notes} · <Instant value={from} />
          {until && (
            <>
              {' – '}
              <Instant value={until} />
            </>
          )}
        </small>
      </span>
      {until === null && (
        <Button size="small" loading={isBusy} aria-label={`${takeLabel} ${name}`} onClick={onTake}>
          {takeLabel}
        </Button>
      )}
    </li>
  )
}
