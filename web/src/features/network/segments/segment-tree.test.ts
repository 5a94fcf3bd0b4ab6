import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Segment } from '@altyn/contract/network/segments'
import { treeOf } from './segment-tree.ts'

const segment = (id: number, parentId: number | null) =>
  ({ id, parentId, name: String(id) }) as Segment // all that the tree looks at

const ALL = [segment(4, null), segment(1, null), segment(2, 1), segment(3, 2), segment(5, 1)]

test('each segment stands behind its container, as deep as it lies', () => {
  assert.deepEqual(
    treeOf(ALL).map(({ id, depth }) => [id, depth]),
    [
      [4, 0],
      [1, 0],
      [2, 1],
      [3, 2],
      [5, 1],
    ],
  )
})

test('what is looked for is found with the containers around it', () => {
  assert.deepEqual(
    treeOf(ALL, ({ id }) => id === 3).map(({ id }) => id),
    [1, 2, 3],
  )
})
