import type { DeviceLine } from '@altyn/contract/network/devices'
import { useTexts } from '../../../lib/i18n.ts'
import { CopyText } from '../../../ui/pieces/copy-text.tsx'
import type { Column } from '../../../ui/table/column.ts'
import { placeText, TakenPorts } from './device-words.tsx'
import styles from './devices.module.css'
import { ReachTag } from './polling/polling-words.tsx'

/** The columns of the list of devices. */
export function useDeviceColumns(groupNames: ReadonlyMap<number, string>): Column<DeviceLine>[] {
  const t = useTexts('devices')
  const tPolling = useTexts('polling')
  const placeOf = (row: DeviceLine) => placeText(row, t)
  const groupsOf = ({ groupIds }: DeviceLine) =>
    groupIds.map((id) => groupNames.get(id) ?? '').join(', ')
  const parentOf = ({ parent }: DeviceLine) =>
    parent ? [parent.name, parent.portName].filter(Boolean).join(' : ') : ''
  return [
    {
      key: 'name',
      title: t('fields.name'),
      width: 230,
      cell: ({ name }) => <strong>{name}</strong>,
      text: ({ name }) => name,
    },
    {
      key: 'kind',
      title: t('fields.kind'),
      width: 105,
      card: 'aside',
      cell: ({ kind }) => t(`kinds.${kind}`),
      text: ({ kind }) => t(`kinds.${kind}`),
    },
    {
      key: 'address',
      title: t('fields.address'),
      width: 150,
      cell: ({ address }) => address && <CopyText text={address} isCode />,
      text: ({ address }) => address ?? '',
    },
    {
      key: 'reach',
      title: tPolling('reach.title'),
      width: 150,
      cell: ({ reach }) => <ReachTag reach={reach} isBare />,
      text: ({ reach }) => tPolling(`reach.${reach}`),
    },
    {
      key: 'template',
      title: t('fields.template'),
      width: 120,
      cell: ({ templateName }) => templateName,
      text: ({ templateName }) => templateName,
    },
    {
      key: 'location',
      title: t('fields.location'),
      width: 180,
      cell: placeOf,
      text: placeOf,
    },
    {
      key: 'taken',
      title: t('list.takenTitle'),
      width: 150,
      cell: (row) => <TakenPorts device={row} />,
      text: ({ boundCount, portsCount }) => `${boundCount} / ${portsCount}`,
    },
    {
      key: 'parent',
      title: t('fields.parent'),
      width: 190,
      cell: (row) => row.parent && <span className={styles.quiet}>{parentOf(row)}</span>,
      text: parentOf,
    },
    {
      key: 'groups',
      title: t('fields.groups'),
      width: 160,
      isOptional: true,
      cell: groupsOf,
      text: groupsOf,
    },
    {
      key: 'serial',
      title: t('fields.serial'),
      isOptional: true,
      cell: ({ serial }) => serial && <span className={styles.code}>{serial}</span>,
      text: ({ serial }) => serial,
    },
  ]
}
