import type { AttributeName } from '@altyn/radius'

/** Kbit/s; 0 = unlimited. Down is towards the subscriber. */
export type Speed = { downKbps: number; upKbps: number }
/** Names and text values of RADIUS attributes, as the dictionaries spell them; a tag follows the name: `Name:1`. */
export type AttributePair = readonly [name: string, value: string]
/** The service that an accounting packet is about, and Acct-Session-Id of the session that it belongs to. */
export type ServiceMark = { name: string; parentSessionId: string }

/** How one family of access servers is told what it should do. */
export type Dialect = {
  /** Attributes of an Access-Accept that set the speed. */
  speedAttributes(speed: Speed): AttributePair[]
  /** True when a CoA-Request with the same attributes changes the speed of a live session. */
  canChangeSpeed: boolean
  /** How services of a session are named to it; a family without such services has none. */
  services?: ServiceWords
}

/** Services that a session may have besides itself, each with a name of its own on the server. */
export type ServiceWords = {
  /** Attributes of an Access-Accept that activate services; counted every so many seconds where that is told. */
  atSignIn(names: readonly string[], interimSeconds: number): AttributePair[]
  /** Attributes of a CoA-Request that activate one service of a live session. */
  activate(name: string, interimSeconds: number): AttributePair[]
  /** Attributes of a CoA-Request that end one. */
  deactivate(name: string): AttributePair[]
  /** Does it ask by an Access-Request in the service’s own name what the service is? */
  asksForDefinitions: boolean
  /** Reads from an accounting packet which service it counts; undefined when it counts the session itself. */
  readMark(read: (attribute: AttributeName) => string[]): ServiceMark | undefined
}

/** The name of an attribute without the tag that may follow it. */
export function untagged(name: string): string {
  return name.split(':')[0] ?? name
}
