import { useSyncExternalStore } from 'react'

/** Follows a CSS media query. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const media = window.matchMedia(query)
      media.addEventListener('change', listener)
      return () => media.removeEventListener('change', listener)
    },
    () => window.matchMedia(query).matches,
  )
}

/** A phone: lists become cards and side panels become pages. The same width is used in the styles. */
export function usePhone(): boolean {
  return useMedia('(max-width: 640px)')
}
