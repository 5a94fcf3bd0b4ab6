import { listDeviceGroups, listDeviceOptions } from '@altyn/contract/network/device-templates'
import type { Device } from '@altyn/contract/network/devices'
import { useTexts } from '../../../lib/i18n.ts'
import { paths } from '../../../lib/path-builder.ts'
import { useItems } from '../../../lib/use-list.ts'
import { GoLink } from '../../../ui/actions/go-link.tsx'
import { CopyText } from '../../../ui/pieces/copy-text.tsx'
import { type Fact, Facts } from '../../../ui/pieces/facts.tsx'
import { placeText } from './device-words.tsx'
import styles from './devices.module.css'

/** What is known of a device; what is empty is left out. */
export function DeviceFacts({ device }: { device: Device }) {
  const t = useTexts('devices')
  const code = (text: string | null) => text && <CopyText text={text} isCode />
  const facts: Fact[] = [
    { key: 'kind', label: t('fields.kind'), value: t(`kinds.${device.kind}`) },
    { key: 'template', label: t('fields.template'), value: device.templateName },
    { key: 'address', label: t('fields.address'), value: code(device.address) },
    { key: 'serial', label: t('fields.serial'), value: code(device.serial) },
    { key: 'mac', label: t('fields.mac'), value: code(device.mac) },
    { key: 'location', label: t('fields.location'), value: placeText(device, t) },
    { key: 'parent', label: t('fields.parent'), value: <Parent device={device} /> },
    { key: 'servers', label: t('fields.servers'), value: <Servers device={device} /> },
    { key: 'groups', label: t('fields.groups'), value: <Groups device={device} /> },
    ...useOptionFacts(device),
    { key: 'note', label: t('fields.note'), value: device.note },
  ]
  const isKnown = ({ key, value }: Fact) => {
    if (key === 'parent') return device.parent !== null
    if (key === 'servers') return device.servers.length > 0
    return key === 'groups' ? device.groupIds.length > 0 : value
  }
  return <Facts title={t('card.facts')} facts={facts.filter(isKnown)} />
}

function Parent({ device: { parent } }: { device: Device }) {
  const t = useTexts('devices')
  if (!parent) return null
  return (
    <>
      <GoLink to={paths.device(parent.id)} className={styles.inText}>
        {parent.name}
      </GoLink>
      {parent.portName && `, ${t('card.port', { port: parent.portName })}`}
    </>
  )
}

/** The access servers that it is. */
function Servers({ device: { servers } }: { device: Device }) {
  return servers.map(({ id, name }, index) => (
    <span key={id}>
      {index > 0 && ', '}
      <GoLink to={paths.agents({ panel: `setup-${id}` })} className={styles.inText}>
        {name}
      </GoLink>
    </span>
  ))
}

function Groups({ device }: { device: Device }) {
  const groups = useItems(listDeviceGroups)
  const own = groups.rows.filter(({ id }) => device.groupIds.includes(id))
  return own.map(({ id, name }, index) => (
    <span key={id}>
      {index > 0 && ', '}
      <GoLink to={paths.devices({ groupId: id })} className={styles.inText}>
        {name}
      </GoLink>
    </span>
  ))
}

function useOptionFacts(device: Device): Fact[] {
  const options = useItems(listDeviceOptions)
  return options.rows
    .filter(({ id }) => device.options[id] !== undefined)
    .map(({ id, name }) => ({
      key: `option-${id}`,
      label: name,
      value: <CopyText text={device.options[id] ?? ''} />,
    }))
}
