const BATCH_MAX = 500
/** Batches that are asked at once: while they are on their way, others gather. */
const LANES = 3

type Waiting<Question, Answer> = {
  question: Question
  done(answer: Answer): void
  failed(error: unknown): void
}

/**
 * Gathers questions that come at the same time, or while others are on their way, so that many become one:
 * `ask` answers all of them in their order. When it fails, each of them has failed.
 */
export function gather<Question, Answer>(
  ask: (questions: readonly Question[]) => Promise<Answer[]>,
): (question: Question) => Promise<Answer> {
  let waiting: Waiting<Question, Answer>[] = []
  let underWay = 0

  async function answer(batch: Waiting<Question, Answer>[]): Promise<void> {
    try {
      const answers = await ask(batch.map(({ question }) => question))
      for (const [place, { done }] of batch.entries()) done(answers[place] as Answer) // one for each
    } catch (error) {
      for (const { failed } of batch) failed(error)
    }
  }

  function go(): void {
    while (underWay < LANES && waiting.length > 0) {
      const batch = waiting.slice(0, BATCH_MAX)
      waiting = waiting.slice(BATCH_MAX)
      underWay += 1
      void answer(batch).finally(() => {
        underWay -= 1
        go()
      })
    }
  }

  return (question) =>
    new Promise((done, failed) => {
      waiting.push({ question, done, failed })
      // After the packets that have come together with this one.
      if (waiting.length === 1) setImmediate(go)
    })
}
