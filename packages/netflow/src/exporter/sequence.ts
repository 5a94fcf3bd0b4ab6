const WRAP = 0x1_0000_0000
/** A number that lies back by no more than this comes from a datagram that was overtaken. */
const LATE_MAX = 4096
/** So many late datagrams that follow one another are no late ones: the exporter began anew a little way back. */
const LATE_RUN_MAX = 8
/** An uptime may lie back by so much in a datagram that was overtaken; beyond that the exporter has started anew. */
const UPTIME_BACK_MS_MAX = 5000

/** The data records of a message: all of them, and those that are not options. */
export interface RecordCount {
  records: number
  flows: number
}

/**
 * Follows the sequence numbers of one domain, modulo 2^32, and tells what was lost from exporters that started anew. The
 * units are the format's: flows of NetFlow v5, datagrams of NetFlow v9 and sFlow, data records of IPFIX.
 */
export class Sequence {
  /** Units that were lost and did not come late. */
  lost = 0
  /** Datagrams that came after a later one. */
  late = 0
  restarts = 0
  #expected = -1
  #previous = -1
  #countsItself: boolean | undefined
  #lateNext = -1
  #lateRun = 0
  #uptimeMs = -1
  #uptimeReceivedAtMs = 0

  /**
   * Whether the uptime of a datagram shows that the exporter has started anew since the last one. Its 32 bits run over
   * after 49.7 days: that is no start.
   */
  hasRestarted(uptimeMs: number, receivedAtMs: number): boolean {
    const before = this.#uptimeMs
    const sinceMs = Math.max(0, receivedAtMs - this.#uptimeReceivedAtMs)
    const isBack = before >= 0 && uptimeMs < before
    const isWrap = isBack && before + sinceMs >= WRAP - UPTIME_BACK_MS_MAX
    const isLate = isBack && !isWrap && before - uptimeMs <= UPTIME_BACK_MS_MAX
    if (isLate) return false
    this.#uptimeMs = uptimeMs
    this.#uptimeReceivedAtMs = receivedAtMs
    if (!isBack || isWrap) return false
    this.restarts++
    this.#expected = -1
    this.#previous = -1
    return true
  }

  /**
   * Takes the sequence number of a datagram and the units in it, undefined when they could not be counted, and returns
   * by how much the loss has changed: more by a gap, less by a datagram that was overtaken.
   */
  follow(sequence: number, units: number | undefined): number {
    const expected = this.#expected
    if (expected < 0) return this.#goOnFrom(sequence, units)
    const ahead = distance(expected, sequence)
    const back = WRAP - ahead
    if (ahead > 0 && back <= LATE_MAX) return this.#takeLate(sequence, units)
    this.#lateRun = 0
    // A number that fell is a new start when it is small beside what would have been lost otherwise.
    const isNewStart = sequence < expected && sequence < ahead
    if (isNewStart || ahead > WRAP / 2) {
      this.restarts++
      return this.#goOnFrom(sequence, units)
    }
    this.lost += ahead
    this.#goOnFrom(sequence, units)
    return ahead
  }

  /**
   * Follows IPFIX, where the number is that of the data records before the message, options included (RFC 7011 §3.1).
   * Some exporters, softflowd among them, send the number of flows up to the message's end; that is found out by the
   * first two messages that differ.
   */
  followRecords(sequence: number, units: RecordCount | undefined): number {
    if (units && this.#countsItself === undefined && this.#previous >= 0) {
      const ownExpected = (this.#previous + units.flows) % WRAP
      if (ownExpected !== this.#expected) {
        if (sequence === this.#expected) this.#countsItself = false
        if (sequence === ownExpected) {
          this.#countsItself = true
          this.#expected = this.#previous
        }
      }
    }
    this.#previous = units ? sequence : -1
    if (!this.#countsItself) return this.follow(sequence, units?.records)
    if (units) return this.follow(distance(units.flows, sequence), units.flows)
    this.#expected = sequence
    return 0
  }

  #goOnFrom(sequence: number, units: number | undefined): number {
    this.#expected = units === undefined ? -1 : (sequence + units) % WRAP
    return 0
  }

  #takeLate(sequence: number, units: number | undefined): number {
    this.#lateRun = sequence === this.#lateNext ? this.#lateRun + 1 : 1
    this.#lateNext = (sequence + (units ?? 0)) % WRAP
    if (this.#lateRun > LATE_RUN_MAX) {
      this.#lateRun = 0
      this.restarts++
      return this.#goOnFrom(sequence, units)
    }
    this.late++
    const found = Math.min(this.lost, units ?? 0)
    this.lost -= found
    return -found
  }
}

/** How far one number lies ahead of another, modulo 2^32. */
function distance(from: number, to: number): number {
  return (to - from + WRAP) % WRAP
}
