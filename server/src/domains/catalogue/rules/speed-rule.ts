/** A speed other than the tariff's own, in kbit/s: in a band of time, or from a volume on. */
export type SpeedRule =
  | { kind: 'band'; band: string; downKbps: number; upKbps: number }
  | {
      kind: 'volume'
      fromMegabytes: number
      period: 'month' | 'week' | 'day'
      downKbps: number
      upKbps: number
    }
