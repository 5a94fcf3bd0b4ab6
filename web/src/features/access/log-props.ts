import type { ReactNode } from 'react'

/** What the page knows from other features and the logs only show. */
export type LogProps = {
  tabs: ReactNode
  nasName: (id: number | null) => string
  /** Whose account it is, with a link to the card. */
  owner: (accountId: number | null) => ReactNode
}

export const REFRESH_MILLISECONDS = 5000
