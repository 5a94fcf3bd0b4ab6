import type { Segment } from '@altyn/contract/network/segments'
import { EditOutlined } from '@ant-design/icons'
import { Button, Drawer } from 'antd'
import { useState } from 'react'
import { useLanguage, useTexts } from '../../../lib/i18n.ts'
import { usePermissions } from '../../../lib/permissions.ts'
import { PageTabs, type Tab } from '../../../ui/pages/page-tabs.tsx'
import { CopyText } from '../../../ui/pieces/copy-text.tsx'
import { type Fact, Facts } from '../../../ui/pieces/facts.tsx'
import { useNasNames } from '../use-nas-names.ts'
import { AddressHistoryBox } from './address-history.tsx'
import { AddressPicture } from './address-picture.tsx'
import { FillBar } from './fill-bar.tsx'
import { fillOf } from './fill-tone.ts'
import { FreeAddresses } from './free-addresses.tsx'
import { HeldAddresses } from './held-addresses.tsx'
import { ReservedRanges } from './reserved-ranges.tsx'
import { scopeText, vlanText } from './segment-columns.tsx'
import styles from './segments.module.css'
import { formatUnits } from './unit-count.ts'

type SegmentPanelProps = { segment: Segment; onEdit: () => void; onClose: () => void }

/** Everything about one segment: facts, its picture, who has which address, and what is held back. */
export function SegmentPanel({ segment, onEdit, onClose }: SegmentPanelProps) {
  const t = useTexts('network')
  const can = usePermissions()
  const [tab, setTab] = useState('overview')
  const [address, setAddress] = useState<string>()
  const edit = can('network.change') && (
    <Button size="small" icon={<EditOutlined />} onClick={onEdit}>
      {t('segments.edit')}
    </Button>
  )
  return (
    <Drawer open title={segment.name} extra={edit} onClose={onClose} size="min(720px, 100vw)">
      {address ? (
        <AddressHistoryBox address={address} onBack={() => setAddress(undefined)} />
      ) : (
        <SegmentTabs segment={segment} current={tab} onChange={setTab} onLook={setAddress} />
      )}
    </Drawer>
  )
}

function SegmentTabs(props: {
  segment: Segment
  current: string
  onChange: (tab: string) => void
  onLook: (address: string) => void
}) {
  const { segment, current, onChange, onLook } = props
  const t = useTexts('network')
  if (segment.isContainer) return <SegmentFacts segment={segment} />
  const tabs: Tab[] = [
    {
      key: 'overview',
      label: t('segments.tabs.overview'),
      content: () => (
        <div className={styles.stack}>
          <SegmentFacts segment={segment} />
          <AddressPicture segment={segment} onLook={onLook} />
        </div>
      ),
    },
    {
      key: 'held',
      label: t('segments.tabs.held'),
      count: fillOf(segment).taken,
      content: () => <HeldAddresses segment={segment} onLook={onLook} />,
    },
    {
      key: 'free',
      label: t('segments.tabs.free'),
      content: () => <FreeAddresses segment={segment} />,
    },
    {
      key: 'reserved',
      label: t('segments.tabs.reserved'),
      content: () => <ReservedRanges segment={segment} />,
    },
  ]
  const shown = tabs.find(({ key }) => key === current)
  return (
    <PageTabs tabs={tabs} current={current} onChange={onChange}>
      {shown?.content()}
    </PageTabs>
  )
}

function SegmentFacts({ segment }: { segment: Segment }) {
  const t = useTexts('network')
  const [language] = useLanguage()
  const nas = useNasNames()
  const { taken, reserved, free } = fillOf(segment)
  const count = (value: number) => formatUnits(value, language)
  const facts: (Fact | false)[] = [
    {
      key: 'network',
      label: t('fields.network'),
      value: <CopyText text={segment.network} isCode />,
    },
    { key: 'kind', label: t('segments.kind'), value: t(`segments.kinds.${segment.kind}`) },
    segment.delegatedLength !== null && {
      key: 'delegated',
      label: t('segments.delegatedLength'),
      value: `/${segment.delegatedLength}`,
    },
    {
      key: 'purpose',
      label: t('segments.purpose'),
      value: t(`segments.purposes.${segment.purpose}`),
    },
    { key: 'fill', label: t('segments.fill'), value: <FillBar segment={segment} /> },
    {
      key: 'counts',
      label: t(segment.kind === 'ipv4' ? 'segments.counts' : 'segments.prefixes'),
      value: t('segments.fillWords', {
        taken: count(taken),
        all: count(segment.addressesCount),
        free: count(free),
        reserved: count(reserved),
      }),
    },
    !segment.isContainer && {
      key: 'dynamic',
      label: t('segments.leasing'),
      value: segment.isDynamic ? t('segments.leasingYes') : t('segments.leasingNo'),
    },
    segment.gateway !== null && {
      key: 'gateway',
      label: t('segments.gateway'),
      value: <CopyText text={segment.gateway} isCode />,
    },
    segment.vlanOuter !== null && {
      key: 'vlan',
      label: t('segments.vlan'),
      value: vlanText(segment),
    },
    { key: 'scope', label: t('segments.scope'), value: scopeText(t, segment, nas) },
    segment.note !== '' && { key: 'note', label: t('fields.note'), value: segment.note },
  ]
  return <Facts facts={facts.filter((fact) => fact !== false)} />
}
