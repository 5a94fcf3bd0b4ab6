import type { Rejection } from '@altyn/contract/access'
import type { ReactNode } from 'react'

/** What the page knows from other features and the logs only show. */
export type LogProps = {
  tabs: ReactNode
  nasName: (id: number | null) => string
  /** Whose account it is, with a link to the card. */
  owner: (accountId: number | null) => ReactNode
  /** What else can be done about the device that was refused. */
  deedsOf?: (rejection: Rejection) => ReactNode
}

export const REFRESH_MILLISECONDS = 5000
