import {
  changePauseTemplate,
  createPauseTemplate,
  listPauseTemplates,
  type PauseTemplate,
} from '@altyn/contract/blocking/pauses'
import { PauseCircleOutlined } from '@ant-design/icons'
import { Input, InputNumber } from 'antd'
import { z } from 'zod'
import { useTexts } from '../../lib/i18n.ts'
import { usePermissions } from '../../lib/permissions.ts'
import { useUrlState } from '../../lib/url-state.ts'
import { useDeed } from '../../lib/use-call.ts'
import { useItems } from '../../lib/use-list.ts'
import type { Action } from '../../ui/actions/action-bar.tsx'
import { Field, FieldRow, FlagField } from '../../ui/fields/field.tsx'
import { ListPage } from '../../ui/pages/list-page.tsx'
import { SideForm } from '../../ui/pages/side-form.tsx'
import { StatusTag } from '../../ui/pieces/status-tag.tsx'
import type { Column } from '../../ui/table/column.ts'
import { useListView } from '../../ui/table/use-list-view.ts'
import { pauseWords } from './pause-form.tsx'

const viewSchema = z.object({})

/** On what terms subscribers may pause their accounts: the list, and the form of each. */
export function PauseTemplates() {
  const t = useTexts('blocking')
  const can = usePermissions()
  const view = useListView('pause-templates', viewSchema)
  const list = useItems(listPauseTemplates)
  const [{ pause }, change] = useUrlState()
  const mayChange = can('catalogue.change')
  const close = () => change({ pause: undefined })
  const chosen = list.rows.find(({ id }) => String(id) === pause)
  const create: Action[] = mayChange
    ? [
        {
          key: 'create',
          label: t('templates.create'),
          isPrimary: true,
          onRun: () => change({ pause: 'new' }, { isNewStep: true }),
        },
      ]
    : []
  return (
    <>
      <ListPage
        title={t('templates.title')}
        view={view}
        list={list}
        columns={useColumns()}
        rowKey={({ id }) => String(id)}
        onOpen={
          mayChange ? ({ id }) => change({ pause: String(id) }, { isNewStep: true }) : undefined
        }
        actions={create}
        empty={{
          icon: <PauseCircleOutlined />,
          title: t('templates.empty.title'),
          text: t('templates.empty.text'),
          actions: create,
        }}
        exportName={t('templates.file')}
      />
      {mayChange && pause === 'new' && <TemplateForm onClose={close} />}
      {mayChange && chosen && <TemplateForm template={chosen} onClose={close} />}
    </>
  )
}

function useColumns(): Column<PauseTemplate>[] {
  const t = useTexts('blocking')
  const words = pauseWords(t)
  return [
    {
      key: 'name',
      title: t('templates.name'),
      width: 260,
      cell: ({ name }) => <strong>{name}</strong>,
      text: ({ name }) => name,
    },
    { key: 'terms', title: t('templates.terms'), width: 520, cell: words, text: words },
    {
      key: 'state',
      title: t('templates.state'),
      width: 140,
      card: 'aside',
      cell: ({ archivedAt }) => (
        <StatusTag
          tone={archivedAt ? 'quiet' : 'ok'}
          label={t(archivedAt ? 'templates.archived' : 'templates.active')}
          isBare
        />
      ),
      text: ({ archivedAt }) => t(archivedAt ? 'templates.archived' : 'templates.active'),
    },
  ]
}

type TemplateFormProps = { template?: PauseTemplate; onClose: () => void }

function TemplateForm({ template, onClose }: TemplateFormProps) {
  const t = useTexts('blocking')
  const create = useDeed(createPauseTemplate, {
    done: t('templates.created'),
    isFailureShownByCaller: true,
  })
  const edit = useDeed(changePauseTemplate, {
    done: t('templates.changed'),
    isFailureShownByCaller: true,
  })
  return (
    <SideForm
      title={template ? template.name : t('templates.new')}
      saveLabel={t(template ? 'templates.save' : 'templates.create')}
      schema={changePauseTemplate.body}
      initial={{
        name: template?.name ?? '',
        daysMin: template?.daysMin ?? 7,
        daysMax: template?.daysMax ?? 90,
        usesPerYear: template ? template.usesPerYear : 2,
        noticeDays: template?.noticeDays ?? 0,
        contractDaysMin: template?.contractDaysMin ?? 0,
        needsNoDebt: template?.needsNoDebt ?? true,
        isArchived: template ? template.archivedAt !== null : false,
      }}
      onSave={(body) =>
        template
          ? edit.mutateAsync({ params: { id: template.id }, ifMatch: template.version, body })
          : create.mutateAsync({ body })
      }
      onClose={onClose}
    >
      <Field name="name" label={t('templates.name')} isRequired>
        <Input />
      </Field>
      <FieldRow>
        <Field name="daysMin" label={t('templates.daysMin')} isRequired>
          <InputNumber min={1} max={3650} />
        </Field>
        <Field name="daysMax" label={t('templates.daysMax')} isRequired>
          <InputNumber min={1} max={3650} />
        </Field>
      </FieldRow>
      <FieldRow>
        <Field name="usesPerYear" label={t('templates.uses')} hint={t('templates.usesHint')}>
          <InputNumber min={1} max={366} />
        </Field>
        <Field name="noticeDays" label={t('templates.notice')} hint={t('templates.noticeHint')}>
          <InputNumber min={0} max={365} />
        </Field>
      </FieldRow>
      <Field name="contractDaysMin" label={t('templates.age')} hint={t('templates.ageHint')}>
        <InputNumber min={0} max={3650} />
      </Field>
      <FlagField name="needsNoDebt" label={t('templates.noDebt')} />
      {template && <FlagField name="isArchived" label={t('templates.archive')} />}
      <p>{t('templates.price')}</p>
    </SideForm>
  )
}
