import { useUrlState } from '../../../lib/url-state.ts'

/** The side panel of a card as it stands in the address: `?panel=tariff&of=12`. */
export type CardPanel = {
  panel: string | undefined
  /** The contract or the account that the panel is about. */
  of: number | undefined
  /** A subscriber is being added in one go: subscriber, contract, account. */
  isAdding: boolean
  open: (panel: string, of?: number) => void
  close: () => void
}

export function useCardPanel(): CardPanel {
  const [{ panel, of, flow }, change] = useUrlState()
  return {
    panel,
    of: of === undefined ? undefined : Number(of),
    isAdding: flow === 'new',
    open: (next, object) =>
      change({ panel: next, of: object === undefined ? undefined : String(object) }, STEP),
    close: () => change({ panel: undefined, of: undefined, flow: undefined }),
  }
}

const STEP = { isNewStep: true }
