import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gather } from './gather.ts'

test('questions of one moment are asked at once, and each gets its own answer', async () => {
  const asked: number[] = []
  const ask = gather(async (numbers: readonly number[]) => {
    asked.push(numbers.length)
    return numbers.map((number) => number * 2)
  })
  assert.deepEqual(await Promise.all([1, 2, 3].map(ask)), [2, 4, 6])
  assert.deepEqual(asked, [3])
})

test('what comes while others are on their way gathers, and nothing is left behind', async () => {
  const asked: number[] = []
  const ask = gather(async (numbers: readonly number[]) => {
    asked.push(numbers.length)
    await new Promise((resolve) => setTimeout(resolve, 5))
    return [...numbers]
  })
  const answers: Promise<number>[] = []
  for (let number = 0; number < 2000; number += 1) {
    answers.push(ask(number))
    if (number % 100 === 0) await new Promise((resolve) => setImmediate(resolve))
  }
  assert.deepEqual(await Promise.all(answers), [...Array(2000).keys()])
  assert.ok(asked.length < 20, `${asked.length} times`)
  assert.ok(Math.max(...asked) <= 500)
})

test('a failure is told to all who asked, and the next ones are answered', async () => {
  let isAway = true
  const ask = gather(async (numbers: readonly number[]) => {
    if (isAway) throw new Error('away')
    return [...numbers]
  })
  const failed = await Promise.allSettled([ask(1), ask(2)])
  assert.deepEqual(
    failed.map(({ status }) => status),
    ['rejected', 'rejected'],
  )
  isAway = false
  assert.equal(await ask(3), 3)
})
