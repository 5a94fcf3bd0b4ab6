import { useMedia } from './media.ts'
import { useRemembered } from './remembered.ts'

export type ThemeName = 'light' | 'dark'

/** The theme in force and the way to change it: the system decides until somebody has chosen. */
export function useThemeChoice(): [ThemeName, (theme: ThemeName) => void] {
  const isSystemDark = useMedia('(prefers-color-scheme: dark)')
  const [chosen, choose] = useRemembered<ThemeName | null>('theme', null)
  return [chosen ?? (isSystemDark ? 'dark' : 'light'), choose]
}
