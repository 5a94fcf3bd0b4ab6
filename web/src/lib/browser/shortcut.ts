import { useEffect, useEffectEvent } from 'react'

type Shortcut = {
  /** `KeyboardEvent.code` of the physical key, so that it works in the Russian layout too. */
  code: string
  withControl?: boolean
  onPress: () => void
}

/** Reacts to a key anywhere on the page; a plain key is left alone while somebody types. */
export function useShortcut({ code, withControl = false, onPress }: Shortcut): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.code !== code || event.altKey || event.shiftKey) return
    if ((event.ctrlKey || event.metaKey) !== withControl) return
    if (!withControl && isTyping(event.target)) return
    event.preventDefault()
    onPress()
  })
  useEffect(() => {
    const listener = (event: KeyboardEvent) => press(event)
    window.addEventListener('keydown', listener)
    return () => window.removeEventListener('keydown', listener)
  }, [])
}

/** Is the person typing into a field? */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))
  )
}
