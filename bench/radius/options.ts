import { parseArgs } from 'node:util'

export type Options = {
  accounts: number
  pairs: number
  seconds: number
  history: number
  storm: number
  isPeerWanted: boolean
  profileFolder: string | undefined
}

/** Reads the command line; a wrong value is a sentence. */
export function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      accounts: { type: 'string', default: '100000' },
      pairs: { type: 'string', default: '5' },
      seconds: { type: 'string', default: '4' },
      history: { type: 'string', default: '2000000' },
      storm: { type: 'string', default: '60000' },
      'no-peer': { type: 'boolean', default: false },
      'profile-folder': { type: 'string' },
    },
  })
  return {
    accounts: wholeNumber('accounts', values.accounts, 1000, 1_000_000),
    pairs: wholeNumber('pairs', values.pairs, 1, 50),
    seconds: wholeNumber('seconds', values.seconds, 1, 60),
    history: wholeNumber('history', values.history, 0, 10_000_000),
    storm: wholeNumber('storm', values.storm, 1000, 1_000_000),
    isPeerWanted: !values['no-peer'],
    profileFolder: values['profile-folder'],
  }
}

function wholeNumber(name: string, text: string, least: number, most: number): number {
  const value = Number(text)
  if (Number.isInteger(value) && value >= least && value <= most) return value
  throw new Error(`--${name} is a whole number from ${least} to ${most}, not ${text}.`)
}
