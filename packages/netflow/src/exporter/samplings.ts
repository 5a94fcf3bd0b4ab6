/** How many packets one stands for: a fraction, since `2 of 3` is a sampling as well. */
export class Rate {
  readonly interval: number
  readonly #numerator: bigint
  readonly #denominator: bigint

  constructor(numerator: bigint, denominator: bigint) {
    this.#numerator = numerator
    this.#denominator = denominator
    this.interval = Number(numerator) / Number(denominator)
  }

  /** The count for all packets from that for the sampled ones, rounded half up. */
  multiply(count: bigint): bigint {
    if (this.#denominator === 1n) return count * this.#numerator
    return (2n * count * this.#numerator + this.#denominator) / (2n * this.#denominator)
  }
}

export const NO_SAMPLING = new Rate(1n, 1n)
/** No sampler takes fewer; anything beyond is not a rate but noise. */
const INTERVAL_MAX = 0xffff_ffff

/** A rate of one in `interval`; 0 and 1 mean none, undefined that it cannot be one. */
export function rateOf(interval: number): Rate | undefined {
  if (interval <= 1) return NO_SAMPLING
  return interval <= INTERVAL_MAX ? new Rate(BigInt(interval), 1n) : undefined
}

/** A rate of `part` packets in `whole`, or undefined when these are not the numbers of a sampling. */
export function rateOfPart(part: number, whole: number): Rate | undefined {
  if (part < 1 || whole < part || whole > INTERVAL_MAX) return undefined
  return part === whole ? NO_SAMPLING : new Rate(BigInt(whole), BigInt(part))
}

/** Twelve digits of a probability are kept. */
const PROBABILITY_SCALE = 1e12

/** A rate of a sampling by chance, or undefined when it is no probability above that of the largest interval. */
export function rateOfProbability(probability: number): Rate | undefined {
  if (!(probability * INTERVAL_MAX >= 1 && probability <= 1)) return undefined
  if (probability === 1) return NO_SAMPLING
  return new Rate(BigInt(PROBABILITY_SCALE), BigInt(Math.round(probability * PROBABILITY_SCALE)))
}

/** The sampling rates that a domain has told in its options: of its samplers, of its interfaces, of all else. */
export class Samplings {
  readonly #rememberedMax: number
  readonly #bySampler = new Map<number, Rate>()
  readonly #byInterface = new Map<number, Rate>()
  #ofAllElse: Rate | undefined
  /** Nothing was told. */
  isEmpty = true

  constructor(rememberedMax: number) {
    this.#rememberedMax = rememberedMax
  }

  /** Keeps a rate. Beyond the limit a new sampler or interface is not kept. */
  learn(rate: Rate, samplerId: number | undefined, inputInterface: number | undefined): void {
    this.isEmpty = false
    if (samplerId !== undefined) this.#keep(this.#bySampler, samplerId, rate)
    else if (inputInterface !== undefined) this.#keep(this.#byInterface, inputInterface, rate)
    else this.#ofAllElse = rate
  }

  #keep(rates: Map<number, Rate>, key: number, rate: Rate): void {
    if (rates.has(key) || rates.size < this.#rememberedMax) rates.set(key, rate)
  }

  /** The rate by which a record was sampled: its sampler's, its interface's, the domain's, none. */
  find(samplerId: number | undefined, inputInterface: number | undefined): Rate {
    if (samplerId !== undefined) {
      const known = this.#bySampler.get(samplerId)
      if (known) return known
    }
    const ofInterface =
      inputInterface === undefined ? undefined : this.#byInterface.get(inputInterface)
    return ofInterface ?? this.#ofAllElse ?? NO_SAMPLING
  }
}
