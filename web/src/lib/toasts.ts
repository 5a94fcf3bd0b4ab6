import { useSyncExternalStore } from 'react'

export type Toast = {
  id: number
  tone: 'done' | 'failed' | 'note'
  text: string
  advice?: string
  /** A way back or onwards, while the toast is shown: «Отменить», «Открыть». */
  action?: { label: string; onRun: () => void }
}

const SHOWN_MAX = 4
/** Long enough to be read twice; failures stay until closed. */
const SHOWN_MILLISECONDS = 6000

let toasts: readonly Toast[] = []
let lastId = 0
const listeners = new Set<() => void>()

/** Tells the person what has just happened, without taking the focus. */
export function showToast(toast: Omit<Toast, 'id'>): void {
  lastId += 1
  const id = lastId
  publish([...toasts, { ...toast, id }].slice(-SHOWN_MAX))
  if (toast.tone !== 'failed') setTimeout(() => closeToast(id), SHOWN_MILLISECONDS)
}

export function closeToast(id: number): void {
  publish(toasts.filter((toast) => toast.id !== id))
}

export function useToasts(): readonly Toast[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => toasts,
  )
}

function publish(next: readonly Toast[]): void {
  toasts = next
  for (const listener of listeners) listener()
}
