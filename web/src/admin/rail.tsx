import { MenuFoldOutlined, MenuUnfoldOutlined } from '@ant-design/icons'
import { useLocation } from '@tanstack/react-router'
import { Tooltip } from 'antd'
import { useTexts } from '../lib/i18n.ts'
import { GoLink } from '../ui/actions/go-link.tsx'
import { BrandMark } from './brand-mark.tsx'
import { isAt, type Section, useSections } from './sections.tsx'
import styles from './shell.module.css'

type RailProps = {
  isFolded?: boolean
  /** Absent where the rail cannot be folded. */
  onFold?: () => void
  onGo?: () => void
}

/** The left rail: the sections of the interface, and the places of the section where one is. */
export function Rail({ isFolded = false, onFold, onGo }: RailProps) {
  const t = useTexts('shell')
  const sections = useSections()
  const foldText = t(isFolded ? 'rail.unfold' : 'rail.fold')
  return (
    <nav className={styles.rail} data-folded={isFolded} aria-label={t('rail.title')}>
      <div className={styles.brand}>
        <BrandMark />
        {!isFolded && <span>Altyn</span>}
      </div>
      <ul className={styles.sections}>
        {sections.map((section) => (
          <RailSection key={section.key} section={section} isFolded={isFolded} onGo={onGo} />
        ))}
      </ul>
      {onFold && (
        <Tooltip title={isFolded ? foldText : undefined} placement="right">
          <button type="button" className={styles.railLine} aria-label={foldText} onClick={onFold}>
            <span className={styles.railIcon} aria-hidden>
              {isFolded ? <MenuUnfoldOutlined /> : <MenuFoldOutlined />}
            </span>
            {!isFolded && <span>{foldText}</span>}
          </button>
        </Tooltip>
      )}
    </nav>
  )
}

function RailSection(props: { section: Section; isFolded: boolean; onGo?: () => void }) {
  const { section, isFolded, onGo } = props
  const t = useTexts('shell')
  const { pathname } = useLocation()
  const [first] = section.places
  if (!first) return null
  const name = t(`sections.${section.key}`)
  const isHere = section.places.some((place) => isAt(place, pathname))
  const hasPlaces = isHere && !isFolded && section.places.length > 1
  return (
    <li>
      <Tooltip title={isFolded ? name : undefined} placement="right">
        <GoLink
          to={first.path}
          className={styles.railLine}
          data-here={isHere && !hasPlaces}
          aria-current={isHere && !hasPlaces ? 'page' : undefined}
          aria-label={isFolded ? name : undefined}
          onClick={onGo}
        >
          <span className={styles.railIcon} aria-hidden>
            {section.icon}
          </span>
          {!isFolded && <span>{name}</span>}
        </GoLink>
      </Tooltip>
      {hasPlaces && (
        <ul className={styles.places}>
          {section.places.map((place) => (
            <li key={place.key}>
              <GoLink
                to={place.path}
                className={styles.place}
                data-here={isAt(place, pathname)}
                aria-current={isAt(place, pathname) ? 'page' : undefined}
                onClick={onGo}
              >
                {t(`places.${place.key}`)}
              </GoLink>
            </li>
          ))}
        </ul>
      )}
    </li>
  )
}
