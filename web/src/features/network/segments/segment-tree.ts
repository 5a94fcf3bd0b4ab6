import type { Segment } from '@altyn/contract/network/segments'

export type TreeRow = Segment & { depth: number }

/**
 * Segments in the order of the tree, each behind its container. Those that match the words are shown
 * with the containers around them, so that it is seen where they lie.
 */
export function treeOf(
  segments: readonly Segment[],
  matches: (segment: Segment) => boolean = () => true,
): TreeRow[] {
  const inside = Map.groupBy(segments, ({ parentId }) => parentId)
  const walk = (parentId: number | null, depth: number): TreeRow[] =>
    (inside.get(parentId) ?? []).flatMap((segment) => {
      const below = walk(segment.id, depth + 1)
      return below.length > 0 || matches(segment) ? [{ ...segment, depth }, ...below] : []
    })
  return walk(null, 0)
}
