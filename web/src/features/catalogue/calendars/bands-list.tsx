import { listTimeBands, orderTimeBands, type TimeBand } from '@altyn/contract/catalogue/calendars'
import { ArrowDownOutlined, ArrowUpOutlined, ClockCircleOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { z } from 'zod'
import { useLanguage, useTexts } from '../../../lib/i18n.ts'
import { usePermissions } from '../../../lib/permissions.ts'
import { useUrlState } from '../../../lib/url-state.ts'
import { useDeed } from '../../../lib/use-call.ts'
import { useItems } from '../../../lib/use-list.ts'
import type { Action } from '../../../ui/actions/action-bar.tsx'
import { ListPage } from '../../../ui/pages/list-page.tsx'
import { StatusTag } from '../../../ui/pieces/status-tag.tsx'
import type { Column } from '../../../ui/table/column.ts'
import { useListView } from '../../../ui/table/use-list-view.ts'
import { BandForm } from './band-form.tsx'
import { useIntervalWords } from './interval-words.ts'
import { WeekPicture } from './week-picture.tsx'

const viewSchema = z.object({})

/** Bands of time in the order in which they are tried, with a picture of the week above them. */
export function BandsList() {
  const t = useTexts('catalogue')
  const can = usePermissions()
  const view = useListView('time-bands', viewSchema)
  const list = useItems(listTimeBands)
  const [{ band: opened = '' }, change] = useUrlState()
  const mayChange = can('catalogue.change')
  const close = () => change({ band: undefined })
  const chosen = list.rows.find(({ id }) => String(id) === opened)
  const create: Action[] = mayChange
    ? [
        {
          key: 'create',
          label: t('bands.create'),
          isPrimary: true,
          onRun: () => change({ band: 'new' }, { isNewStep: true }),
        },
      ]
    : []
  return (
    <>
      <ListPage
        title={t('bands.title')}
        view={view}
        list={list}
        columns={useColumns(list.rows, mayChange)}
        rowKey={({ id }) => String(id)}
        onOpen={
          mayChange ? ({ id }) => change({ band: String(id) }, { isNewStep: true }) : undefined
        }
        actions={create}
        empty={{
          icon: <ClockCircleOutlined />,
          title: t('bands.empty.title'),
          text: t('bands.empty.text'),
          actions: create,
        }}
        above={list.rows.length > 0 && <WeekPicture bands={list.rows} />}
        exportName={t('bands.file')}
      />
      {mayChange && opened === 'new' && <BandForm onClose={close} />}
      {mayChange && chosen && <BandForm band={chosen} onClose={close} />}
    </>
  )
}

function useColumns(bands: readonly TimeBand[], mayChange: boolean): Column<TimeBand>[] {
  const t = useTexts('catalogue')
  const [language] = useLanguage()
  const words = useIntervalWords()
  const nameOf = ({ nameRu, nameEn }: TimeBand) => (language === 'ru' ? nameRu : nameEn)
  const hours = ({ intervals }: TimeBand) => intervals.map(words).join('; ')
  return [
    {
      key: 'name',
      title: t('form.name'),
      width: 200,
      cell: (band) => <strong>{nameOf(band)}</strong>,
      text: nameOf,
    },
    {
      key: 'code',
      title: t('bands.code'),
      width: 130,
      cell: ({ code }) => code,
      text: ({ code }) => code,
    },
    { key: 'hours', title: t('bands.hours'), width: 360, cell: hours, text: hours },
    {
      key: 'state',
      title: t('stateLabel'),
      width: 120,
      card: 'aside',
      cell: ({ archivedAt }) =>
        archivedAt && <StatusTag isBare tone="quiet" label={t('state.archived')} />,
      text: ({ archivedAt }) => archivedAt ?? '',
    },
    ...(mayChange && bands.length > 1
      ? [
          {
            key: 'order',
            title: t('bands.order'),
            width: 110,
            cell: (band: TimeBand) => <Order bands={bands} band={band} />,
            text: (band: TimeBand) => String(bands.indexOf(band) + 1),
          },
        ]
      : []),
  ]
}

/** The first band that covers an hour is its band, so the order decides. */
function Order({ bands, band }: { bands: readonly TimeBand[]; band: TimeBand }) {
  const t = useTexts('catalogue')
  const order = useDeed(orderTimeBands)
  const at = bands.indexOf(band)
  const move = (by: number) => {
    const ids = bands.map(({ id }) => id)
    const [moved = band.id] = ids.splice(at, 1)
    ids.splice(at + by, 0, moved)
    order.mutate({ body: { ids } })
  }
  const button = (by: number, label: string, isIdle: boolean) => (
    <Button
      type="text"
      size="small"
      aria-label={label}
      disabled={isIdle || order.isPending}
      icon={by < 0 ? <ArrowUpOutlined /> : <ArrowDownOutlined />}
      onClick={(event) => {
        event.stopPropagation()
        move(by)
      }}
    />
  )
  return (
    <>
      {button(-1, t('bands.up'), at === 0)}
      {button(1, t('bands.down'), at === bands.length - 1)}
    </>
  )
}
