/** Kbit/s; 0 = unlimited. Down is towards the subscriber. */
export type Speed = { downKbps: number; upKbps: number }
/** Names and text values of RADIUS attributes, as the dictionaries spell them. */
export type AttributePair = readonly [name: string, value: string]

/** How one family of access servers is told what it should do. */
export type Dialect = {
  /** Attributes of an Access-Accept that set the speed. */
  speedAttributes(speed: Speed): AttributePair[]
  /** True when a CoA-Request with the same attributes changes the speed of a live session. */
  canChangeSpeed: boolean
}
