/** A service of the catalogue that an account has from one moment until another, in milliseconds since 1970. */
export type Bought = { serviceId: number; fromMs: number; untilMs: number }

/** Services that an account has at a moment. */
export function boughtAt(bought: readonly Bought[], moment: number): number[] {
  return bought
    .filter(({ fromMs, untilMs }) => fromMs <= moment && moment < untilMs)
    .map(({ serviceId }) => serviceId)
}
