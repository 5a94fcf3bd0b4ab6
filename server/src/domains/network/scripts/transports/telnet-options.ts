const IAC = 255
const DONT = 254
const DO = 253
const WONT = 252
const WILL = 251
const SUBNEGOTIATION = 250
const END_OF_SUBNEGOTIATION = 240
const ECHO = 1
const SUPPRESS_GO_AHEAD = 3
type State = 'text' | 'command' | 'option' | 'sub' | 'sub-command'

/**
 * Takes the commands of Telnet out of what comes and answers them: the other side may echo and speak
 * without go-aheads (RFC 857, 858), everything else is declined (RFC 854). Each option is answered once,
 * so that two sides never go on answering each other.
 */
export function declineOptions(answer: (bytes: Buffer) => void): (chunk: Buffer) => Buffer {
  let state: State = 'text'
  let verb = 0
  const answered = new Set<string>()
  const reply = (option: number) => {
    const key = `${verb}:${option}`
    if (answered.has(key)) return
    answered.add(key)
    if (verb === DO) answer(Buffer.of(IAC, WONT, option))
    if (verb === WILL) {
      const isWelcome = option === ECHO || option === SUPPRESS_GO_AHEAD
      answer(Buffer.of(IAC, isWelcome ? DO : DONT, option))
    }
  }
  const take = (byte: number): boolean => {
    const isText = (state === 'text' && byte !== IAC) || (state === 'command' && byte === IAC)
    if (state === 'command') verb = byte
    if (state === 'option') reply(byte)
    state = NEXT[state](byte)
    return isText
  }
  return (chunk) => Buffer.from(chunk.filter(take))
}

/** Where a byte leads to. Two IACs in a row are one byte of text. */
const NEXT: Record<State, (byte: number) => State> = {
  text: (byte) => (byte === IAC ? 'command' : 'text'),
  command: (byte) => {
    if (byte >= WILL && byte <= DONT) return 'option'
    return byte === SUBNEGOTIATION ? 'sub' : 'text'
  },
  option: () => 'text',
  sub: (byte) => (byte === IAC ? 'sub-command' : 'sub'),
  'sub-command': (byte) => (byte === END_OF_SUBNEGOTIATION ? 'text' : 'sub'),
}
