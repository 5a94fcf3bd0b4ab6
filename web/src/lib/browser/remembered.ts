import { useCallback, useSyncExternalStore } from 'react'

const PREFIX = 'altyn.'
const listeners = new Set<() => void>()

/** What this browser remembers under a name, or nothing. A full or forbidden storage reads as nothing. */
export function readRemembered<Value>(name: string): Value | undefined {
  const text = readText(name)
  if (text === null) return undefined
  try {
    return JSON.parse(text) as Value // only remember() writes here, and it writes a Value
  } catch {
    return undefined
  }
}

/** Keeps a choice in this browser. Losing it must never hurt, so a refused write is ignored. */
export function remember(name: string, value: unknown): void {
  try {
    if (value === undefined) localStorage.removeItem(PREFIX + name)
    else localStorage.setItem(PREFIX + name, JSON.stringify(value))
  } catch {
    // A private window may refuse storage: the choice then lives until the page is closed.
  }
  for (const listener of listeners) listener()
}

/** A choice that survives reloading and is shared by all components that name it. */
export function useRemembered<Value>(
  name: string,
  initial: Value,
): [Value, (value: Value) => void] {
  const text = useSyncExternalStore(subscribe, () => readText(name))
  const value = text === null ? initial : (readRemembered<Value>(name) ?? initial)
  const set = useCallback((next: Value) => remember(name, next), [name])
  return [value, set]
}

function readText(name: string): string | null {
  try {
    return localStorage.getItem(PREFIX + name)
  } catch {
    return null
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  window.addEventListener('storage', listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('storage', listener)
  }
}
