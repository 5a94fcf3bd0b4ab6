import { type SearchHit, searchAnything } from '@altyn/contract/reports'
import {
  ArrowRightOutlined,
  ClusterOutlined,
  CreditCardOutlined,
  DesktopOutlined,
  FileProtectOutlined,
  PlusOutlined,
  UserOutlined,
  WifiOutlined,
} from '@ant-design/icons'
import { type ReactNode, useEffect, useState } from 'react'
import { useRemembered } from '../lib/browser/remembered.ts'
import { failureText } from '../lib/failure-text.ts'
import { useTexts } from '../lib/i18n.ts'
import { paths } from '../lib/path-builder.ts'
import { useCall } from '../lib/use-call.ts'
import { useCreations, useSections } from './sections.tsx'

export type PaletteLine = {
  key: string
  path: string
  title: string
  subtitle?: string
  icon: ReactNode
}
type PaletteGroup = { title: string; lines: readonly PaletteLine[] }
type Visit = {
  kind: SearchHit['kind']
  key: string
  path: string
  title: string
  subtitle?: string
}

const PAUSE_MILLISECONDS = 180
const SEARCH_LENGTH_MIN = 2
const RECENT_MAX = 5

const ICONS: Record<SearchHit['kind'], ReactNode> = {
  subscriber: <UserOutlined />,
  contract: <FileProtectOutlined />,
  account: <WifiOutlined />,
  payment: <CreditCardOutlined />,
  session: <WifiOutlined />,
  device: <ClusterOutlined />,
  equipment: <DesktopOutlined />,
}

/** What the palette offers for the typed words: found objects first, then deeds, then pages. */
export function usePaletteLines(typed: string) {
  const t = useTexts('shell')
  const words = useSettled(typed.trim())
  const isAsked = words.length >= SEARCH_LENGTH_MIN
  const answer = useCall(searchAnything, { query: { q: words } }, { isEnabled: isAsked })
  const [recent, setRecent] = useRemembered<readonly Visit[]>('recent', [])
  const hits = isAsked ? (answer.data?.items ?? []).map(toVisit) : []
  const lookAlike = (line: PaletteLine) =>
    line.title.toLowerCase().includes(typed.trim().toLowerCase())
  const groups: PaletteGroup[] = [
    { title: t('search.objects'), lines: hits.map(withIcon) },
    { title: t('search.recent'), lines: typed === '' ? recent.map(withIcon) : [] },
    { title: t('search.deeds'), lines: useDeedLines().filter(lookAlike) },
    { title: t('search.pages'), lines: usePageLines().filter(lookAlike) },
  ]
  const note = (line: PaletteLine) => {
    const visit = [...hits, ...recent].find(({ key }) => key === line.key)
    if (!visit) return
    setRecent([visit, ...recent.filter(({ key }) => key !== visit.key)].slice(0, RECENT_MAX))
  }
  return {
    groups: groups.filter(({ lines }) => lines.length > 0),
    isSearching: isAsked && (answer.isFetching || words !== typed.trim()),
    failure: isAsked && answer.error ? failureText(answer.error) : undefined,
    note,
  }
}

function useDeedLines(): PaletteLine[] {
  const t = useTexts('shell')
  return useCreations().map(({ key, path }) => ({
    key: `create-${key}`,
    path,
    title: t(`create.${key}`),
    icon: <PlusOutlined />,
  }))
}

function usePageLines(): PaletteLine[] {
  const t = useTexts('shell')
  return useSections().flatMap((section) =>
    section.places.map(({ key, path }) => ({
      key: `page-${key}`,
      path,
      title: t(`places.${key}`),
      subtitle: section.places.length > 1 ? t(`sections.${section.key}`) : undefined,
      icon: <ArrowRightOutlined />,
    })),
  )
}

/** The words after a pause in typing. */
function useSettled(words: string): string {
  const [settled, setSettled] = useState(words)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(words), PAUSE_MILLISECONDS)
    return () => clearTimeout(timer)
  }, [words])
  return settled
}

function toVisit(hit: SearchHit): Visit {
  return {
    kind: hit.kind,
    key: `${hit.kind}-${hit.id}`,
    path: pathOf(hit),
    title: hit.title,
    subtitle: hit.subtitle,
  }
}

function withIcon(visit: Visit): PaletteLine {
  return { ...visit, icon: ICONS[visit.kind] }
}

/** Contracts, accounts and sessions live on the card of their subscriber. */
function pathOf({ kind, id, subscriberId, title }: SearchHit): string {
  if (kind === 'payment') return paths.payment(id)
  if (kind === 'device') return paths.device(Number(id))
  if (kind === 'equipment') return paths.equipment({ panel: `unit-${id}` })
  if (kind === 'subscriber') return paths.subscriber(Number(id))
  if (subscriberId === null) return paths.sessions({ q: title })
  return paths.subscriber(subscriberId, kind === 'session' ? {} : { [kind]: id })
}
