import { sentenceOf } from '../server/src/processes/supervisor/sentence-of.ts'

/** Ends this process with the exit code of the deed, or with a sentence when it cannot be done. */
export async function finishWith(deed: () => Promise<number>): Promise<never> {
  try {
    process.exit(await deed())
  } catch (error) {
    process.stderr.write(`\n${sentenceOf(error)}\n`)
    process.exit(1)
  }
}
