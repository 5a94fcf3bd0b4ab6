/**
 * Every colour of the interface. One accent; states have a colour for text and a soft one for
 * grounds. Text colours keep AA contrast on `page`, `surface` and their own soft ground.
 */
export const TOKENS = {
  light: {
    page: '#f6f7f9',
    surface: '#ffffff',
    raised: '#ffffff',
    sunken: '#eef0f3',
    hover: '#f4f6f8',
    selected: '#eaf1fd',
    line: '#e3e6eb',
    lineStrong: '#c9d0d8',
    text: '#171c24',
    muted: '#525c69',
    faint: '#66707d',
    accent: '#1d5bd6',
    accentHover: '#174cb6',
    accentSoft: '#e7effd',
    onAccent: '#ffffff',
    ok: '#12703f',
    okSoft: '#e3f4ea',
    warn: '#855400',
    warnSoft: '#fcf1d9',
    bad: '#bb1f2b',
    badSoft: '#fdeaeb',
    brand: '#c08a1e',
    shadow: '0 8px 28px rgb(20 28 40 / 14%), 0 1px 3px rgb(20 28 40 / 10%)',
  },
  dark: {
    page: '#0f1216',
    surface: '#15191f',
    raised: '#1c2129',
    sunken: '#1f252e',
    hover: '#1a1f27',
    selected: '#18263f',
    line: '#262c36',
    lineStrong: '#3a424f',
    text: '#e7eaef',
    muted: '#a3acb9',
    faint: '#8b95a3',
    accent: '#7aa8ff',
    accentHover: '#9bbeff',
    accentSoft: '#18263f',
    onAccent: '#0b1220',
    ok: '#5cc98d',
    okSoft: '#12291e',
    warn: '#e3b44f',
    warnSoft: '#2c2310',
    bad: '#ff8a8d',
    badSoft: '#341a1e',
    brand: '#e3b341',
    shadow: '0 10px 32px rgb(0 0 0 / 55%), 0 1px 3px rgb(0 0 0 / 40%)',
  },
} as const

/** Colours of chart series, told apart by lightness as well as by hue. */
export const SERIES_COLOURS = {
  light: ['#1d5bd6', '#e08a00', '#12805c', '#9a4fd1', '#c73a5b', '#5f7287', '#00839b', '#8a6d00'],
  dark: ['#7aa8ff', '#f0ad4e', '#58c79c', '#c39bf0', '#f2869c', '#9fb0c3', '#5cc4d8', '#d2b85a'],
} as const

export const FONT_FAMILY =
  '-apple-system, BlinkMacSystemFont, "Segoe UI Variable Text", "Segoe UI", Roboto, Ubuntu, Cantarell, "Noto Sans", "Liberation Sans", "Helvetica Neue", Arial, system-ui, sans-serif'
export const MONO_FAMILY =
  'ui-monospace, "SF Mono", "Cascadia Mono", "Segoe UI Mono", "Roboto Mono", "Liberation Mono", monospace'

/** The tokens of both themes as CSS custom properties: `accentSoft` → `--accent-soft`. */
export function cssOfTokens(): string {
  return `:root{${declarations('light')}--sans:${FONT_FAMILY};--mono:${MONO_FAMILY};}:root[data-theme="dark"]{${declarations('dark')}}`
}

function declarations(theme: keyof typeof TOKENS): string {
  return Object.entries(TOKENS[theme])
    .map(
      ([name, value]) =>
        `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}:${value};`,
    )
    .join('')
}
