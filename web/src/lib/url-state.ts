import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'

/** The state of a page as it stands in its address: plain text, one value a name. */
export type UrlState = Readonly<Record<string, string>>
type Changes = Readonly<Record<string, string | undefined>>

/** Reads and changes the state in the address; a link sent to a colleague opens the same view. */
export function useUrlState(): [
  UrlState,
  (changes: Changes, options?: { isNewStep?: boolean }) => void,
] {
  const state = useSearch({ strict: false }) as UrlState // parseSearch below makes it
  const navigate = useNavigate()
  const change = useCallback(
    (changes: Changes, { isNewStep = false } = {}) => {
      void navigate({
        to: '.',
        search: (previous: Changes) => withoutEmpty({ ...previous, ...changes }),
        // Typing into a filter must not fill the history; opening a panel is a step to come back from.
        replace: !isNewStep,
        resetScroll: false,
      })
    },
    [navigate],
  )
  return [state, change]
}

/** The opened side panel, kept in the address: `?panel=create`. */
export function usePanel(): {
  panel: string | undefined
  openPanel: (name: string) => void
  closePanel: () => void
} {
  const [{ panel }, change] = useUrlState()
  return {
    panel,
    openPanel: (name) => change({ panel: name }, { isNewStep: true }),
    closePanel: () => change({ panel: undefined }),
  }
}

/** The router's own notation quotes numbers and nests JSON; people read and send plain text. */
export function parseSearch(text: string): UrlState {
  return Object.fromEntries(new URLSearchParams(text))
}

export function stringifySearch(state: Record<string, unknown>): string {
  const kept = Object.entries(state).filter(([, value]) => value !== undefined && value !== '')
  const text = new URLSearchParams(
    kept.map(([name, value]): [string, string] => [name, String(value)]),
  ).toString()
  return text ? `?${text}` : ''
}

function withoutEmpty(state: Changes): UrlState {
  const kept = Object.entries(state).filter((entry): entry is [string, string] => !!entry[1])
  return Object.fromEntries(kept)
}
