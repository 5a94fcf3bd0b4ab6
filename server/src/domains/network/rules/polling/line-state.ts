const ERRORS_PER_MINUTE_MIN = 1

export type LineState = 'up' | 'errors' | 'down' | 'disabled'
type LineFacts = { isAdminUp: boolean; isUp: boolean; errorsPerMinute: number | null }

/** How a line is at a glance: one that works but loses a frame each minute or more needs a look. */
export function lineState({ isAdminUp, isUp, errorsPerMinute }: LineFacts): LineState {
  if (!isAdminUp) return 'disabled'
  if (!isUp) return 'down'
  return (errorsPerMinute ?? 0) >= ERRORS_PER_MINUTE_MIN ? 'errors' : 'up'
}
