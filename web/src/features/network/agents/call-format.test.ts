import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ASTERISK, replaceNumber } from './call-format.ts'

const NUMBERS: [typed: string, becomes: string][] = [
  ['8 (391) 200-00-01', '73912000001'],
  ['810493012345', '493012345'],
  ['+7 391 200 00 01', '73912000001'],
  ['101', '101'],
]

for (const [typed, becomes] of NUMBERS) {
  test(`${typed} becomes ${becomes}`, () => {
    assert.equal(replaceNumber(typed, ASTERISK.replacements), becomes)
  })
}
