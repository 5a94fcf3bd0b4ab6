import { type DeviceLine, listDevices } from '@altyn/contract/network/devices'
import { ApartmentOutlined, DownOutlined, RightOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useId, useState } from 'react'
import { useTexts } from '../../../lib/i18n.ts'
import { paths } from '../../../lib/path-builder.ts'
import { useList } from '../../../lib/use-list.ts'
import { GoLink } from '../../../ui/actions/go-link.tsx'
import { EmptyState } from '../../../ui/feedback/empty-state.tsx'
import { ErrorState } from '../../../ui/feedback/error-state.tsx'
import { SkeletonLines } from '../../../ui/feedback/skeleton.tsx'
import { PageHeader } from '../../../ui/pages/page-header.tsx'
import { DeviceTabs } from './device-tabs.tsx'
import { placeText } from './device-words.tsx'
import styles from './devices.module.css'

/** How devices hang on one another, from those that hang on none. */
export function DeviceTree() {
  const t = useTexts('devices')
  return (
    <div className={styles.treePage}>
      <PageHeader title={t('title')} />
      <DeviceTabs current="tree" />
      <div className={styles.treeBox}>
        <TreeNodes under="root" />
      </div>
    </div>
  )
}

/** The devices that hang on one; what hangs on them is asked for when it is unfolded. */
export function TreeNodes({ under, id }: { under: 'root' | number; id?: string }) {
  const t = useTexts('devices')
  const list = useList(listDevices, { under })
  if (list.state === 'failed') return <ErrorState error={list.error} onRetry={list.reload} />
  if (list.state === 'loading') return <SkeletonLines count={under === 'root' ? 6 : 1} />
  if (under === 'root' && list.rows.length === 0) {
    return (
      <EmptyState
        icon={<ApartmentOutlined />}
        title={t('tree.empty.title')}
        text={t('tree.empty.text')}
        actions={[
          { key: 'list', label: t('list.create'), path: paths.devices({ panel: 'create' }) },
        ]}
      />
    )
  }
  return (
    <ul id={id} className={styles.tree}>
      {list.rows.map((device) => (
        // Alone at the root it would only stand in the way.
        <TreeNode
          key={device.id}
          device={device}
          isOpenAtFirst={under === 'root' && list.rows.length === 1}
        />
      ))}
      {list.hasMore && (
        <li>
          <Button size="small" onClick={list.loadMore} loading={list.isLoadingMore}>
            {t('more')}
          </Button>
        </li>
      )}
    </ul>
  )
}

function TreeNode(props: { device: DeviceLine; isOpenAtFirst: boolean }) {
  const { device, isOpenAtFirst } = props
  const t = useTexts('devices')
  const id = useId()
  const [isOpen, setOpen] = useState(isOpenAtFirst)
  const { name, parent, childrenCount, boundCount: bound, portsCount: ports } = device
  const facts = [
    t(`kinds.${device.kind}`),
    parent?.portName && t('tree.byPort', { port: parent.portName }),
    device.address,
    placeText(device, t),
    device.kind !== 'olt' && ports > 0 && t('tree.bound', { bound, ports }),
  ]
  return (
    <li>
      <div className={styles.treeLine}>
        {childrenCount > 0 ? (
          <Button
            type="text"
            size="small"
            icon={isOpen ? <DownOutlined /> : <RightOutlined />}
            aria-expanded={isOpen}
            aria-controls={isOpen ? id : undefined}
            aria-label={t(isOpen ? 'tree.fold' : 'tree.expand', { name })}
            onClick={() => setOpen(!isOpen)}
          />
        ) : (
          <span className={styles.treeLeaf} aria-hidden />
        )}
        <span className={styles.treeWords}>
          <GoLink to={paths.device(device.id)}>{name}</GoLink>
          {childrenCount > 0 && <span className={styles.treeCount}>{childrenCount}</span>}
          <span className={styles.quiet}>{facts.filter(Boolean).join(' · ')}</span>
        </span>
      </div>
      {isOpen && <TreeNodes under={device.id} id={id} />}
    </li>
  )
}
