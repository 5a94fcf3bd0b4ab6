import { theme as antdTheme, type ThemeConfig } from 'antd'
import { FONT_FAMILY, MONO_FAMILY, TOKENS } from './tokens.ts'

const CONTROL_HEIGHT = 32

type Algorithm = Extract<ThemeConfig['algorithm'], unknown[]>[number]
type Derived = ReturnType<Algorithm>

// Made once: styles are kept under the identity of these functions.
const ALGORITHMS: Record<'light' | 'dark', Algorithm[]> = {
  light: [
    antdTheme.defaultAlgorithm,
    (seed, derived) => withExactColours(derived ?? antdTheme.defaultAlgorithm(seed), 'light'),
  ],
  dark: [
    antdTheme.darkAlgorithm,
    (seed, derived) => withExactColours(derived ?? antdTheme.darkAlgorithm(seed), 'dark'),
  ],
}

/** Our tokens in the words of Ant Design, so that its parts look like ours. */
export function antdThemeOf(name: 'light' | 'dark', isMotionReduced: boolean): ThemeConfig {
  const token = TOKENS[name]
  return {
    algorithm: ALGORITHMS[name],
    cssVar: { key: 'altyn' },
    hashed: false,
    token: {
      colorPrimary: token.accent,
      colorInfo: token.accent,
      colorLink: token.accent,
      colorLinkHover: token.accentHover,
      colorSuccess: token.ok,
      colorWarning: token.warn,
      colorError: token.bad,
      colorText: token.text,
      colorTextSecondary: token.muted,
      colorTextTertiary: token.faint,
      colorTextDescription: token.muted,
      colorTextPlaceholder: token.faint,
      colorTextLightSolid: token.onAccent,
      colorBgBase: token.surface,
      colorBgContainer: token.surface,
      colorBgElevated: token.raised,
      colorBgLayout: token.page,
      colorBorder: token.lineStrong,
      colorBorderSecondary: token.line,
      colorSplit: token.line,
      controlItemBgHover: token.hover,
      controlItemBgActive: token.selected,
      colorBgMask: name === 'dark' ? 'rgb(0 0 0 / 55%)' : 'rgb(15 20 28 / 32%)',
      controlOutline: name === 'dark' ? 'rgb(122 168 255 / 30%)' : 'rgb(29 91 214 / 20%)',
      controlOutlineWidth: 3,
      boxShadow: token.shadow,
      boxShadowSecondary: token.shadow,
      fontFamily: FONT_FAMILY,
      fontFamilyCode: MONO_FAMILY,
      fontSize: 14,
      controlHeight: CONTROL_HEIGHT,
      borderRadius: 6,
      borderRadiusLG: 10,
      wireframe: false,
      motion: !isMotionReduced,
      motionDurationMid: '0.14s',
      motionDurationSlow: '0.2s',
    },
    components: {
      Button: {
        primaryShadow: 'none',
        defaultShadow: 'none',
        dangerShadow: 'none',
        fontWeight: 500,
      },
      Drawer: { paddingLG: 20 },
      Form: { itemMarginBottom: 18, verticalLabelPadding: '0 0 4px' },
      Tooltip: { colorBgSpotlight: name === 'dark' ? '#e7eaef' : '#171c24' },
    },
  }
}

/** The dark algorithm dims the given colours; ours are already chosen for their grounds. */
function withExactColours(derived: Derived, name: 'light' | 'dark'): Derived {
  const token = TOKENS[name]
  return {
    ...derived,
    colorPrimary: token.accent,
    colorPrimaryHover: token.accentHover,
    colorPrimaryActive: token.accentHover,
    colorLink: token.accent,
    colorSuccess: token.ok,
    colorWarning: token.warn,
    colorError: token.bad,
    colorErrorHover: token.bad,
    colorErrorActive: token.bad,
  }
}
