import { MenuOutlined } from '@ant-design/icons'
import { Outlet, useLocation } from '@tanstack/react-router'
import { Button } from 'antd'
import { lazy, Suspense, useEffect, useState } from 'react'
import { EmergencyBanner } from '../features/access/emergency/emergency-banner.tsx'
import { useMedia } from '../lib/browser/media.ts'
import { useRemembered } from '../lib/browser/remembered.ts'
import { useShortcut } from '../lib/browser/shortcut.ts'
import { useTexts } from '../lib/i18n.ts'
import { OperatorProvider } from '../lib/operator.ts'
import { type Permission, PermissionsProvider } from '../lib/permissions.ts'
import { SkeletonLines } from '../ui/feedback/skeleton.tsx'
import { Rail } from './rail.tsx'
import { useMe, useOwnOperator } from './session.ts'
import styles from './shell.module.css'
import { TopBar } from './top-bar.tsx'

const loadPalette = () => import('./command-palette.tsx')
const CommandPalette = lazy(async () => ({ default: (await loadPalette()).CommandPalette }))

/** By then the first page is drawn; whoever presses `Ctrl+K` afterwards must not type into the void. */
const PALETTE_WAIT_MILLISECONDS = 1500

const RailDrawer = lazy(async () => ({ default: (await import('./rail-drawer.tsx')).RailDrawer }))

/** The frame of every page behind sign-in: the rail, the top bar, the palette, and what the pages may know. */
export function Layout() {
  const { permissions } = useMe()
  const operator = useOwnOperator()
  return (
    <PermissionsProvider value={new Set<Permission>(permissions)}>
      <OperatorProvider value={operator}>
        <Frame />
      </OperatorProvider>
    </PermissionsProvider>
  )
}

function Frame() {
  const t = useTexts('shell')
  const [isPaletteOpen, setPaletteOpen] = useState(false)
  const openPalette = () => setPaletteOpen(true)
  useEffect(() => {
    const timer = setTimeout(() => void loadPalette(), PALETTE_WAIT_MILLISECONDS)
    return () => clearTimeout(timer)
  }, [])
  useShortcut({ code: 'Slash', onPress: openPalette })
  useShortcut({ code: 'KeyK', withControl: true, onPress: openPalette })
  return (
    <div className={styles.frame}>
      <a href="#content" className={styles.skip}>
        {t('skip')}
      </a>
      <SideRail />
      <div className={styles.column}>
        <TopBar onSearch={openPalette} menu={<RailButton />} />
        <EmergencyBanner />
        <main id="content" tabIndex={-1} className={styles.content}>
          <Suspense fallback={<SkeletonLines count={8} />}>
            <Outlet />
          </Suspense>
        </main>
      </div>
      {isPaletteOpen && (
        <Suspense>
          <CommandPalette onClose={() => setPaletteOpen(false)} />
        </Suspense>
      )}
    </div>
  )
}

function SideRail() {
  const isNarrow = useMedia('(max-width: 900px)')
  const [isFolded, setFolded] = useRemembered('rail.folded', false)
  return isNarrow ? null : <Rail isFolded={isFolded} onFold={() => setFolded(!isFolded)} />
}

/** Where the window is too narrow for the rail, a button brings it; it goes with the next choice. */
function RailButton() {
  const t = useTexts('shell')
  const isNarrow = useMedia('(max-width: 900px)')
  const { pathname } = useLocation()
  const [openedAt, setOpenedAt] = useState<string>()
  if (!isNarrow) return null
  return (
    <>
      <Button
        type="text"
        icon={<MenuOutlined />}
        aria-label={t('rail.open')}
        onClick={() => setOpenedAt(pathname)}
      />
      {openedAt === pathname && (
        <Suspense>
          <RailDrawer onClose={() => setOpenedAt(undefined)} />
        </Suspense>
      )}
    </>
  )
}
